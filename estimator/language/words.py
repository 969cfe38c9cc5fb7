"""Text cut into words that remember where they stood."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from estimator.language.filler import SPOKEN
from estimator.language.han import cut_han, has_han

_REPLACED = str.maketrans(
    {
        "×": "x",
        "−": "-",
        "–": "-",
        "—": " ",
        "¿": " ",
        "¡": " ",
        "≤": "<",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "。": ".",
        "、": ",",
        "，": ";",
    }
)
_THIN_GROUPING = re.compile(r"(?<=\d)[\u2009\u202f](?=\d{3}(?!\d))")
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_WORD = re.compile(
    r"""
    (?<==)"[^"]*"                                       # a quoted value
    | [=<>]
    | (?: [^\s=<>,;?!()\[\]{}"'`|] | (?<=\d),(?=\d) | (?<=\w)'(?=\w) )+
    """,
    re.VERBOSE,
)
_NAMED = re.compile(r"(?!hf:|https?:|aws:|gcp:|azure:)([a-z][a-z_-]*):(.*)")
_UNIT = r"param(?:eter)?s?|tok(?:en)?s?|mfu|seqs?|sequences|nodes?|gpus?|chips?"
_WITH_UNIT = re.compile(rf"([\d.,_]+(?:e[+-]?\d+)?[a-z]{{0,2}}%?)-?({_UNIT})")

# a comma that cannot group thousands: `1,5T`
_DECIMAL_COMMA = re.compile(r"(\d{1,3}),(\d{1,2}(?:[kmbt]|bn|tn|mrd|mio|%))")

# readers look some words ahead; one before the first is the last of these
_BEYOND = ("",) * 16

# what may stand between a key and its value
ASSIGNS = frozenset("=:")


class Word(NamedTuple):
    """A word in lower case and its place in the text."""

    text: str
    start: int
    end: int


class Sentence(Struct, frozen=True):
    """A text and its words."""

    raw: str
    words: tuple[Word, ...]
    texts: tuple[str, ...]

    def at(self, index: int) -> str:
        """The word at a position in lower case; empty just outside the text."""
        return self.texts[index]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Where the words from start up to stop stand in the text."""
        return self.words[start].start, self.words[max(start, stop - 1)].end

    def said(self, start: int, stop: int) -> str:
        """The words from start up to stop as they were typed."""
        first, last = self.span(start, stop)
        return self.raw[first:last]

    def phrase(self, start: int, stop: int) -> str:
        """The words from start up to stop in lower case, with single spaces."""
        return " ".join(self.texts[start : min(stop, len(self.words))])


# a text is cut again where it is asked whether it is a sentence
@lru_cache(maxsize=8)
def sentence(text: str) -> Sentence:
    """The text cut into words, each in lower case, with the spaces, dashes and digits of other scripts made plain."""
    words: list[Word] = []
    for match in _WORD.finditer(_plain(text)):
        words.extend(word for word in _cut(match.group(), match.start()) if word.text)
    if ":" in text:
        words = [word for place, word in enumerate(words) if word.text != ":" or _assigns(words, place)]
    return Sentence(text, tuple(words), (*(word.text for word in words), *_BEYOND))


def _assigns(words: list[Word], colon: int) -> bool:
    """Whether a colon stands before a value: in `one epoch: how long` it does not."""
    return colon + 1 < len(words) and words[colon + 1].text not in SPOKEN


def _cut(chunk: str, start: int) -> list[Word]:
    """One run of letters as words: `mfu:0.5` and `70b-parameter` are several."""
    if not chunk.isascii() and has_han(chunk):
        return [word for piece, place in cut_han(chunk, start) for word in _cut_value(piece, place) if word.text]
    if chunk.isalnum() and not chunk[0].isdigit():
        return [Word(chunk, start, start + len(chunk))]
    if chunk[0] == '"':
        return [Word(chunk[1:-1], start + 1, start + len(chunk) - 1)]
    if ":" in chunk and (match := _NAMED.fullmatch(chunk)):
        colon = start + match.end(1)
        return [Word(match[1], start, colon), Word(":", colon, colon + 1), *_cut_value(match[2], colon + 1)]
    return _cut_value(chunk, start)


def _cut_value(chunk: str, start: int) -> list[Word]:
    """One run of letters without a key, bare of the marks around it."""
    bare = chunk.rstrip(".:").lstrip("~≈")
    start += len(chunk) - len(chunk.lstrip("~≈"))
    if "," in bare and (match := _DECIMAL_COMMA.fullmatch(bare)):
        bare = f"{match[1]}.{match[2]}"
    if bare[:1].isdigit() and (match := _WITH_UNIT.fullmatch(bare)):
        return [Word(match[1], start, start + match.end(1)), Word(match[2], start + match.start(2), start + len(bare))]
    return [Word(bare, start, start + len(bare))] if bare else []


def _plain(text: str) -> str:
    """The text in lower case, character for character, so that places stay what they were."""
    text = text.replace("->", "  ").replace("=>", "  ")
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_character, _THIN_GROUPING.sub("_", text).translate(_REPLACED)))


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - 0xFEE0).lower()
    if character.isspace() or unicodedata.category(character) == "Cf":
        return " "
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
