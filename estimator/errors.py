"""What can go wrong, as sentences to a person.

EstimatorError                what was read, what was expected, what to try
├── RequestError              the request cannot be read or answered (exit status 2)
│   ├── UnreadableWordError   a word that is neither read nor filler
│   ├── UnknownNameError      a name that the catalogue does not have
│   ├── UndisclosedError      a model whose size was never published
│   ├── AmbiguousNameError    a name that several entries share
│   ├── ConflictError         two values for one thing
│   ├── ImpossibleError       what cannot be: zero, negative, above 100 %
│   └── OutOfRangeError       a result that is too large or too small to calculate
├── CatalogueError            a catalogue file says something it may not (a bug of ours)
└── InternalError             what nobody foresaw (a bug of ours)
"""

from typing import ClassVar


class EstimatorError(Exception):
    """A sentence to a person, a code for scripts, and a hint: what to type instead.

    `span` holds the start and end of the offending word in the request's text, where there is one, and `field` the
    request field that it belongs to, so that a form can show the error in its place.
    """

    code: ClassVar[str] = "error"

    def __init__(
        self, message: str, hint: str = "", *, span: tuple[int, int] | None = None, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.span = span
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class RequestError(EstimatorError):
    """The request cannot be read or answered."""

    code = "request"


class UnreadableWordError(RequestError):
    """A word that is neither read nor filler."""

    code = "unreadable_word"


class UnknownNameError(RequestError):
    """A name that the catalogue does not have."""

    code = "unknown_name"


class UndisclosedError(RequestError):
    """A model whose size was never published."""

    code = "undisclosed"


class AmbiguousNameError(RequestError):
    """A name that several entries share."""

    code = "ambiguous_name"


class ConflictError(RequestError):
    """Two values for one thing."""

    code = "conflict"


class ImpossibleError(RequestError):
    """What cannot be: zero or negative amounts, an MFU above 100 %, active above total parameters."""

    code = "impossible"


class OutOfRangeError(RequestError):
    """A result that is too large or too small to calculate."""

    code = "out_of_range"

    def __init__(self, what: str = "answer") -> None:
        super().__init__(
            f"The {what} cannot be calculated: it is too large or too small.",
            "One of the amounts is far from what any training takes.",
        )


class CatalogueError(EstimatorError):
    """A catalogue file says something it may not."""

    code = "catalogue"


class InternalError(EstimatorError):
    """What nobody foresaw: `place` is where it was raised, `reference` the same whenever the same thing goes wrong.

    Neither says anything of what the person typed.
    """

    code = "internal"

    def __init__(self, place: str, reference: str) -> None:
        super().__init__(
            f"Something went wrong inside llmcost (reference {reference}).",
            f"That is a fault of ours: please report it with the reference and {place}.",
        )
        self.place = place
        self.reference = reference
