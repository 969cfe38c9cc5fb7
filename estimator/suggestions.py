"""A way forward from a request that cannot be answered: two or three complete requests that can."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from estimator.calculation.numbers import scaled
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.estimate import estimate
from estimator.language import read
from estimator.request import Request
from estimator.run.examples import COMPUTE_OPTIMAL, OVERTRAINED

MOST = 3
_MEANT = re.compile(r"Did you mean `?([^?`]+?)`?\?")
_ROUNDS = 3
_START, _SMALLEST = 1e9, 1e6
_LESS = 0.96
_DIGITS = 2


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
        if error.field == "parameters" and (asked := self._readable(text)) and asked.budget and not asked.parameters:
            yield from self._affordable(asked, asked.budget)
        yield from error.suggestions

    def _corrected(self, text: str, error: RequestError) -> Iterator[str]:
        meant = _MEANT.search(error.hint)
        if meant and error.span:
            start, end = error.span
            yield f"{text[:start]}{meant[1]}{text[end:]}"

    def _affordable(self, asked: Request, budget: float) -> Iterator[str]:
        """What a budget trains: the compute-optimal model, and a smaller one on more tokens for the same money."""
        for ratio in (COMPUTE_OPTIMAL, OVERTRAINED):
            size, cost = _START, self._cost(asked, _START, ratio)
            for _ in range(_ROUNDS):
                if cost is None:
                    return
                size = _floor(size * min((budget / cost) ** 0.5, 1e6))
                cost = self._cost(asked, size, ratio)
            while cost and cost > budget and size > _SMALLEST:
                size = _floor(size * _LESS)
                cost = self._cost(asked, size, ratio)
            accelerator = asked.accelerator or "h100"
            yield f"{scaled(size)} {scaled(_floor(ratio * size))} {accelerator} budget=${scaled(budget)}"

    def _cost(self, asked: Request, parameters: float, tokens_per_parameter: float) -> float | None:
        """The total cost of so large a model [USD] on so many tokens for each parameter."""
        trial = asked.model_copy(update={"parameters": parameters, "tokens": _floor(tokens_per_parameter * parameters)})
        total = estimate(trial, self.catalogue, self.today).answer["total_cost"]
        return total.value if total else None

    def _complete(self, text: str) -> tuple[str, ...]:
        """The text where it can be answered, else what its own error suggests."""
        try:
            estimate(read(text, self.catalogue.names, today=self.today).request, self.catalogue, self.today)
        except RequestError as error:
            return error.suggestions
        return (text,)

    def _readable(self, text: str) -> Request | None:
        try:
            return read(text, self.catalogue.names, today=self.today).request
        except RequestError:
            return None


def _floor(value: float) -> float:
    """The number with its first two digits."""
    scale = 10.0 ** (len(str(int(value))) - _DIGITS)
    return float(int(value / scale) * int(scale)) if scale >= 1 else value
