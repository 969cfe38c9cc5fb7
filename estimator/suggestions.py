"""A way forward from a request that cannot be answered: two or three complete requests that can."""

import re
from collections.abc import Callable, Iterator

from estimator.errors import RequestError
from estimator.language import first_word

MOST = 3
_MEANT = re.compile(r"Did you mean `?([^?`]+?)`?\?")


def ways_forward(text: str, error: RequestError, answers: Callable[[str], object]) -> tuple[str, ...]:
    """At most MOST complete requests to offer for a text that raised an error; `answers` has answered each."""
    found = dict.fromkeys(request for one in _candidates(text, error) for request in _complete(one, answers))
    return tuple(found)[:MOST]


def _candidates(text: str, error: RequestError) -> Iterator[str]:
    """The text with its misspelt word corrected, then what the error itself suggests."""
    meant = _MEANT.search(error.hint)
    if meant and error.span:
        start, end = error.span
        yield f"{text[:start]}{meant[1]}{text[end:]}"
    yield from error.suggestions


def _complete(text: str, answers: Callable[[str], object]) -> tuple[str, ...]:
    """The text where it can be answered, else what its own error suggests."""
    if first_word(text):
        return (text,)
    try:
        answers(text)
    except RequestError as error:
        return error.suggestions
    return (text,)
