"""The estimator for programs: a catalogue and a day, asked in words."""

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from estimator.ask import ask
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.estimate import Estimate
from estimator.language import read
from estimator.questions.table import answer
from estimator.render.json import Json

if TYPE_CHECKING:
    from estimator.planning.sweep import Sweep


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


class Estimator:
    """Answers questions in words, from the catalogue that comes with it or another, as of today or another day.

    It is the one place of this package that asks what day it is; all else is told.
    """

    def __init__(self, catalogue: Catalogue | None = None, today: Callable[[], datetime.date] = _today) -> None:
        self.catalogue = catalogue or load_catalogue()
        self._today = today

    def ask(self, text: str, *, layout: bool = True) -> Estimate:
        """The estimate that a text asks for: the object that JSON and texts are made from.

        Raises RequestError for what cannot be read or answered.
        """
        return ask(text, self.catalogue, self._today(), layout=layout)

    def sweep(
        self,
        text: str,
        *,
        accelerators: Sequence[int] = (),
        mfu: Sequence[float] = (),
        prices: Sequence[float] = (),
    ) -> "Sweep":
        """What a text asks for at every combination of numbers of accelerators, MFU and prices, as arrays of numpy.

        A million points take a fraction of a second. Raises RequestError for what cannot be read or answered.
        """
        from estimator.planning.sweep import sweep  # noqa: PLC0415 - numpy, which only arrays need

        request = read(text, self.catalogue.names, today=self._today()).request
        return sweep(request, self.catalogue, self._today(), accelerators=accelerators, mfu=mfu, prices=prices)

    def json(self, text: str) -> Json:
        """The JSON-ready answer to any question: an estimate, `compare …`, `plan …`. Raises RequestError."""
        found: Json = answer(text, self.catalogue, self._today(), layout=True).data()
        return found
