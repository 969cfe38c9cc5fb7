"""Accelerators that nobody knows, as errors that name them whole: `rtx 4070 ti`, `kunlun p800`, `v100 nvlink`."""

import re

from estimator.errors import UnknownNameError
from estimator.language import lookup
from estimator.language.draft import Draft
from estimator.language.words import ASSIGNS

_CONSUMER_CARD = re.compile(r"(?:\d+[x*])?((10|16|20|30|40|50)[5-9]0(?:ti|super)?)")
_OF_LETTERS = {"10": "GTX", "16": "GTX"}
_ENDINGS = {"ti", "super"}
_CARD_MAKERS = {"rtx", "gtx", "geforce"}
_MAKERS = frozenset(
    """
    tesla quadro titan rtx radeon rx arc jetson kunlun cambricon moore mthreads hygon biren enflame iluvatar groq
    sambanova tenstorrent dojo mtia inferentia inferentia1 inferentia2 etched furiosa rebellions gtx
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
# they are models' names too, or nearly: only with a device's word behind them
_ALSO_MODELS = {"groq"}
_PARTS = re.compile(r"(?:pro|agx|orin|nano|nx|xavier|lpu|wormhole|blackhole|threads|dcu|rtx|xtx|xt|v|[a-z-]*\d+\w*)")
# behind a known accelerator's name they make it another one
_VARIANTS = frozenset({"ultra", "cpx", "nvlink", "xtx", "super", "oam", "nvl", "pro", "lite"})
_OWN = "Describe it: peak=60 (dense TFLOP/s) memory=12GB price=0.20, without its name."


def unknown_card(draft: Draft, index: int) -> UnknownNameError | None:
    """The error of a GeForce card that the catalogue does not have: `4070`, `rtx 4070 ti`, `2x4070`."""
    stop = index + 1 + (draft.sentence.at(index) in _CARD_MAKERS)
    match = _CONSUMER_CARD.fullmatch(draft.sentence.at(stop - 1))
    if match is None:
        return None
    ending = draft.sentence.at(stop) if draft.sentence.at(stop) in _ENDINGS else ""
    name = f"{_OF_LETTERS.get(match[2], 'RTX')} {match[1]} {ending}".strip()
    near = lookup.suggest(draft.names, "accelerator", name.lower())
    is_alike = near is not None and f"rtx{match[2]}" in near
    hint = f"The nearest is {near}. " if is_alike else ""
    hint += "Or describe yours: peak=60 memory=12GB price=0.20, without a name."
    span = draft.sentence.span(index, stop + bool(ending))
    return UnknownNameError(f"I don't know the accelerator {name}.", hint, span=span, field="accelerator")


def unknown_device(draft: Draft, index: int) -> UnknownNameError | None:
    """The error of an accelerator by the name of whoever makes it: `radeon pro w7900`, `kunlun p800`."""
    word, stop = draft.sentence.at(index), index + 1
    if word not in _MAKERS or draft.sentence.at(stop) in ASSIGNS:
        return None
    while _is_part(draft, stop):
        stop += 1
    if stop == index + 1 and word in _ALSO_MODELS:
        return None
    said, span = draft.sentence.said(index, stop), draft.sentence.span(index, stop)
    return UnknownNameError(f'I don\'t know the accelerator "{said}".', _OWN, span=span, field="accelerator")


def _is_part(draft: Draft, index: int) -> bool:
    """Whether the word at a position may belong to the name of a device before it, and is none by itself."""
    word, following = draft.sentence.at(index), draft.sentence.at(index + 1)
    return bool(_PARTS.fullmatch(word)) and following not in ASSIGNS and draft.names.accelerator(word) is None


def other_device(draft: Draft, index: int) -> UnknownNameError | None:
    """The error of a word behind an accelerator's name that makes it another one: `b300 ultra`."""
    if draft.sentence.at(index) not in _VARIANTS or "accelerator" not in draft.spans:
        return None
    (start, behind), (place, end) = draft.spans["accelerator"], draft.sentence.span(index, index + 1)
    if draft.sentence.raw[behind:place] not in {" ", "-"}:
        return None
    message = f'I don\'t know the accelerator "{draft.sentence.raw[start:end]}".'
    hint = f"Did you mean {draft.said['accelerator']}?"
    return UnknownNameError(message, hint, span=(start, end), field="accelerator")
