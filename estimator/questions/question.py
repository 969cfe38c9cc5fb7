"""What a question is: the first word that asks it, its help, and how it is answered."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from estimator.catalogue.catalogue import Catalogue
from estimator.estimate import Estimate
from estimator.render.report import Report


class Asked(NamedTuple):
    """The words behind the first one, what they are answered from, and whether a layout is to be searched too."""

    text: str
    catalogue: Catalogue
    today: datetime.date
    layout: bool = False


class Answered(NamedTuple):
    """An answer: `data` makes the JSON-ready form, `report` the one to read.

    `estimate` is the estimate where the answer is one: front ends show that in forms of its own, with every step where
    the question `explains`. `text` writes the JSON itself, where that is faster than from `data`.
    """

    data: Callable[[], Any]
    report: Callable[[], Report]
    estimate: Estimate | None = None
    explains: bool = False
    text: Callable[[], bytes] | None = None

    @property
    def line(self) -> bytes:
        """The JSON-ready form as text on one line."""
        import orjson  # noqa: PLC0415 - a question in a terminal does without

        return self.text() if self.text else orjson.dumps(self.data())


class Question(NamedTuple):
    """A first word, a sentence on what it gives, examples with what each asks, and the function that answers.

    `answer` raises RequestError for what cannot be read or answered.
    """

    word: str
    about: str
    examples: Mapping[str, str]
    answer: Callable[[Asked], Answered]
