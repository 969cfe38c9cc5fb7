"""The nearest of many names to a misspelt one, as difflib finds it and much faster."""

from collections.abc import Iterable
from functools import cached_property
from heapq import nlargest

_ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789 -_./")}
_OTHER = len(_ALPHABET)
# letters are counted up to this often: more tells little
_COUNTED = 3


class Nearest:
    """Names to compare a word with; a look at their letters leaves out those that cannot be near."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    def close(self, word: str, number: int, cutoff: float) -> list[str]:
        """At most so many names whose likeness to the word is at least the cutoff, nearest first.

        They are those of `difflib.get_close_matches`.
        """
        from difflib import SequenceMatcher  # noqa: PLC0415 - only a misspelt name needs it

        matcher: SequenceMatcher[str] = SequenceMatcher()
        matcher.set_seq2(word)
        found = []
        for name in self._possible(word, cutoff):
            matcher.set_seq1(name)
            if (likeness := matcher.ratio()) >= cutoff:
                found.append((likeness, name))
        return [name for _, name in nlargest(number, found)]

    def _possible(self, word: str, cutoff: float) -> list[str]:
        """The names that have letters enough in common: likeness is twice those over all letters of both."""
        mine, size, half = letters(word), len(word), cutoff / 2
        return [
            name
            for theirs, length, name in self._rows
            if size - (mine & ~theirs).bit_count() >= half * (size + length)
            and length - (theirs & ~mine).bit_count() >= half * (size + length)
        ]

    @cached_property
    def _rows(self) -> list[tuple[int, int, str]]:
        return [(letters(name), len(name), name) for name in self._names]


def letters(text: str) -> int:
    """A bit for the first, second and third of each letter: what one text has and the other lacks is a difference."""
    found = 0
    for letter in text:
        bit = 1 << (_COUNTED * _ALPHABET.get(letter, _OTHER))
        while found & bit:
            bit <<= 1
        if bit < 1 << (_COUNTED * (_ALPHABET.get(letter, _OTHER) + 1)):
            found |= bit
    return found
