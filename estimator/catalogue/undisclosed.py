"""Lines of models whose size was never published: which names belong to them, and what to say then."""

import re
from collections.abc import Iterable
from functools import cached_property

from estimator.catalogue.entries import Undisclosed
from estimator.catalogue.names import NameIndex, Spellings, model_name
from estimator.errors import UndisclosedError

_INSTEAD = "Say the size that you believe, for example `500B 10T h100`, or `1T-A50B 10T h100` for a sparse model."
_EXAMPLES = ("500B 10T h100", "1T-A50B 10T h100", "llama-3.1-405b 16384xh100")
_HEAD = 2


class UndisclosedLines:
    """The lines, by any name of a model in them that is no published model's."""

    def __init__(self, lines: tuple[Undisclosed, ...], published: NameIndex) -> None:
        self.lines = lines
        self._published = published
        self._patterns = [(line, _pattern((line.id, *line.aliases), line.words)) for line in lines]
        # most words are no concern of the patterns
        self._heads = tuple({stem[:_HEAD].lower() for line in lines for stem in (line.id, *line.aliases)})

    def find(self, name: str) -> Undisclosed | None:
        """The line that a name belongs to, or None."""
        bare = name.rpartition("/")[2].lower().strip()
        if not bare.startswith(self._heads) or self._published.find(name):
            return None
        return next((line for line, pattern in self._patterns if pattern.fullmatch(bare)), None)

    def suggest(self, word: str) -> str | None:
        """The nearest name of a published model, or of a line."""
        return self._spellings.nearest(model_name(word))

    @cached_property
    def _spellings(self) -> Spellings:
        own = {model_name(line.id): line.name for line in self.lines}
        return Spellings({**own, **self._published.spellings})


def refusal(line: Undisclosed) -> UndisclosedError:
    """Why a model of the line cannot be estimated by its name, and what to type instead."""
    message = f"The size of {line.name} was never published: {line.reason}."
    return UndisclosedError(message, _INSTEAD, field="model", suggestions=_EXAMPLES)


def _pattern(stems: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """What names of a line look like: one of its stems, then a version and words in any order.

    Behind a stem that ends in a digit a version is only its decimal, so that `gpt-4 8` leaves the 8 alone.
    """
    word = rf"(?:[\s_-]*(?:{'|'.join(map(re.escape, words)) or '(?!)'}))*"
    dated = r"(?:-\d{4}(?:-?\d\d-?\d\d)?|-?preview)*"
    whole = []
    for stem in stems:
        start = r"[\s_-]?".join(re.escape(part) for part in re.split(r"[\s_-]", stem.lower()))
        version = r"(?:\.\d)?" if stem[-1].isdigit() else r"(?:[\s_-]*v?\d{1,2}(?:[.-]\d)?)?"
        whole.append(start + word + version + word + dated)
    return re.compile("|".join(whole))
