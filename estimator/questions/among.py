"""Several accelerators to choose from in one request: `70B 2T h100 vs b200 deadline=30d`."""

from collections.abc import Sequence
from typing import Any

from estimator.errors import RequestError
from estimator.questions.question import Asked
from estimator.questions.sides import Sides
from estimator.request import Request


def among(text: str, asked: Asked, error: RequestError) -> tuple[Request, tuple[str, ...]]:
    """What is said for all, and the accelerators; raises the error of reading it where it names no such choice."""
    try:
        sides = [side.request for side in Sides(asked.catalogue.names, asked.today).read(text)]
    except RequestError:
        raise error from None
    named = tuple(dict.fromkeys(side.accelerator for side in sides if side.accelerator))
    if len(sides) == 1 or len(named) < len(sides):
        raise error
    return _shared(sides, error), named


def _shared(sides: Sequence[Request], error: RequestError) -> Request:
    """What the sides say but for their accelerators; raises the error where they say two things of one."""
    shared: dict[str, Any] = {}
    for side in sides:
        said = side.model_dump(exclude=("text", "accelerator"), exclude_none=True)
        if any(shared.get(name, value) != value for name, value in said.items()):
            raise error
        shared |= said
    return Request(**shared)
