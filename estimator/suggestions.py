"""A way forward from a request that cannot be answered: two or three complete requests that can."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from estimator.errors import RequestError
from estimator.language import first_word

MOST = 3
_MEANT = re.compile(r"(?:Did you mean `?|The nearest is )([^?`]+?)(?:`?\?|\. )")
_QUOTED = re.compile(r"`([^`]+)`")
# an option before its value, and the value behind it
_OPTION, _VALUE = re.compile(r"\S+=$"), re.compile(r"^=\S*")


def ways_forward(text: str, error: RequestError, answers: Callable[[str], object]) -> tuple[str, ...]:
    """At most MOST complete requests to offer for a text that raised an error; `answers` has answered each."""
    found = (request for one in dict.fromkeys(_candidates(text, error)) for request in _complete(one, answers))
    return tuple(dict.fromkeys(islice(found, MOST)))


def ways_forward_with(word: str, error: RequestError, examples: tuple[str, ...]) -> tuple[str, ...]:
    """The same for a question with a first word: what the error suggests behind it or in its hint, else examples."""
    suggested = tuple(one if first_word(one) else f"{word} {one}" for one in error.suggestions)
    return (suggested or tuple(_asked_in(error.hint)) or examples)[:MOST]


def _asked_in(hint: str) -> Iterator[str]:
    """The questions that a hint quotes whole."""
    for quoted in _QUOTED.findall(hint):
        word, rest = first_word(quoted) or ("", "")
        if rest and word != "help":
            yield quoted


def _candidates(text: str, error: RequestError) -> Iterator[str]:
    """The text with its misspelt word corrected, what the error itself suggests, else the text as its hint has it."""
    meant = _MEANT.search(error.hint)
    if meant and error.span:
        yield _with(text, error.span, meant[1])
    yield from error.suggestions
    if error.suggestions or meant or not error.span:
        return
    better = [quoted for quoted in _QUOTED.findall(error.hint) if not first_word(quoted)]
    yield from (_with(text, error.span, quoted) for quoted in better)
    if not better or "=" in text[slice(*error.span)]:
        yield _with(text, error.span, "")


def _with(text: str, span: tuple[int, int], better: str) -> str:
    """The text with a better word in the place of the offending one; an option that goes takes its value along."""
    before, after = text[: span[0]], text[span[1] :]
    if better.endswith("="):
        after = after.removeprefix("=")
    elif not better or "=" in better:
        before, after = _OPTION.sub("", before), _VALUE.sub("", after)
    return " ".join(f"{before}{better}{after}".split())


def _complete(text: str, answers: Callable[[str], object]) -> tuple[str, ...]:
    """The text where it can be answered, else what its own error suggests."""
    if first_word(text):
        return (text,)
    try:
        answers(text)
    except RequestError as error:
        return error.suggestions
    return (text,)
