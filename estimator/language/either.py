"""Two values where one is needed: the requests with either of them, and both compared."""

import re

Span = tuple[int, int]

_JOINED = re.compile(
    r"\s*(?:training\s+)?(?:be\s+)?(?:(?:faster|slower|cheaper|better|worse|quicker|more expensive)\s+)?"
    r"(?:,|/|&|\b(?:or|and|vs\.?|versus|against|than|in place of|instead of|rather than|compared (?:to|with))\b)+\s*"
    r"(?:(?:the|an?|on|with|using)\s+)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.?!\n]*(?:[.?!](?!\s|$)[^.?!\n]*)*[.?!\n]*\s*")


def either(text: str, first: Span, second: Span, begin: int | None = None) -> tuple[str, ...]:
    """The text with the first value, with the second, and where one word joins the two, the comparison.

    `begin` is where the first word stands that says something.
    """
    first, second = sorted((first, second))
    if first[1] > second[0]:
        return ()
    ones = (_without(text, second), _without(text, first))
    if not _JOINED.fullmatch(text[first[1] : second[0]]):
        return ones
    alone = (f"{text[: first[1]]}{text[second[1] :]}", f"{text[: first[0]]}{text[second[0] :]}")
    begin = min(first[0], _first_figure(text), len(text) if begin is None else begin)
    return (f"compare {text[begin : first[1]]} vs {text[second[0] :]}", *alone)


def _first_figure(text: str) -> int:
    """Where the first word with a digit or the method begins: what stands before it only asks."""
    match = re.search(r"\S*\d|\b(?:fine-?tun|q?lora|dpo|sft|pre-?train)", text, re.IGNORECASE)
    return match.start() if match else len(text)


def _without(text: str, span: Span) -> str:
    return re.sub(r"\s+", " ", f"{text[: span[0]].rstrip(' ,;(')} {text[span[1] :].lstrip(' ,;)')}").strip()


def without_its_sentence(text: str, span: Span) -> tuple[str, str] | None:
    """The text without the sentence that holds a place, and that sentence; None where it is the first or only one."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= span[0] < match.end() and match.start() > 0:
            return f"{text[: match.start()]}{text[match.end() :]}".strip(), match[0].strip()
    return None
