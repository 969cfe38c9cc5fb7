"""The length of sequences by itself: `llama 2 70b 32k` in a sentence."""

import re

from estimator.calculation.doubt import Doubt
from estimator.language.draft import Draft
from estimator.language.sentences import is_prose

_LENGTH = re.compile(r"(1|2|4|8|16|32|64|128|256|512)k")


def contexts(draft: Draft, index: int) -> int:
    """Read a power of two in thousands that says no more as the length of the sequences, with a note; 0 for others."""
    match = _LENGTH.fullmatch(draft.sentence.at(index))
    if match is None or "sequence_length" in draft.said or not is_prose(draft):
        return 0
    length = int(match[1]) * 1024
    draft.say("sequence_length", length, index, index + 1)
    said = draft.sentence.said(index, index + 1)
    draft.doubts.append(Doubt("sequence_read", f'"{said}" is read as sequences of {length:,} tokens.'))
    return index + 1
