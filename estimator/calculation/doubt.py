"""A doubt that does not stop an answer: a code for scripts and a sentence for people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning on an estimate. `message` says what is odd, why, and what the likely value is."""

    code: str
    message: str
