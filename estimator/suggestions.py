"""A way forward from a request that cannot be answered: two or three complete requests that can."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.language import read

MOST = 3
_MEANT = re.compile(r"Did you mean `?([^?`]+?)`?\?")


@dataclass(frozen=True, slots=True)
class WaysForward:
    """Finds requests near a text that can be answered on a day."""

    catalogue: Catalogue
    today: datetime.date

    def of(self, text: str, error: RequestError) -> tuple[str, ...]:
        """At most MOST complete requests to offer for a text that raised an error; each can be answered."""
        found = dict.fromkeys(request for one in self._candidates(text, error) for request in self._complete(one))
        return tuple(found)[:MOST]

    def _candidates(self, text: str, error: RequestError) -> Iterator[str]:
        yield from self._corrected(text, error)
        yield from error.suggestions

    def _corrected(self, text: str, error: RequestError) -> Iterator[str]:
        meant = _MEANT.search(error.hint)
        if meant and error.span:
            start, end = error.span
            yield f"{text[:start]}{meant[1]}{text[end:]}"

    def _complete(self, text: str) -> tuple[str, ...]:
        """The text where it can be answered, else what its own error suggests."""
        try:
            estimate(read(text, self.catalogue.names, today=self.today).request, self.catalogue, self.today)
        except RequestError as error:
            return error.suggestions
        return (text,)
