"""How many accelerators: `1024xh100`, `1024 h100`, `h100 x 1024`, `16 nodes of 8 h100`."""

import re

from estimator.calculation.doubt import Doubt
from estimator.language.amounts import SMALLEST_QUANTITY, integer
from estimator.language.devices import Device, device
from estimator.language.draft import Draft
from estimator.language.words import ASSIGNS

DEVICE_WORDS = {"gpu", "gpus", "accelerator", "accelerators", "chip", "chips", "device", "devices", "card", "cards"}
_TIMES = {"x", "*"}
_SLICES = {"slice", "slices", "pod", "pods"}
_BEFORE_NAME = {"of", "the", "nvidia", "amd", "intel", "google", *_SLICES, *DEVICE_WORDS}
_NODES = {"node", "nodes", "server", "servers", "host", "hosts", "machine", "machines", "boxes", *_TIMES}
_INTO_NODES = {"of", "with", "each", "times", "having", "containing", *_TIMES}
_COUNT_FIRST = re.compile(r"(\d[\d,_]*k?)[x*](.*)")
_COUNT_LAST = re.compile(r"(.*?)[x*:](\d[\d,_]*k?)")
_NODES_BY_COUNT = re.compile(r"(\d+)[x*](\d+)(?:[x*](.*))?")


def counted_accelerators(draft: Draft, index: int) -> int:
    """Read accelerators with or without their number; returns the position after them, 0 when there are none."""
    return _in_nodes(draft, index) or _counted(draft, index) or _named(draft, index)


def _in_nodes(draft: Draft, index: int) -> int:
    """`16 nodes of 8 h100`, `16 x 8 h100`, `16x8 h100`, `16x8xh100`."""
    at = draft.sentence.at
    nodes, inner = integer(at(index)), index + 1
    if match := _NODES_BY_COUNT.fullmatch(at(index)):
        found = device(draft, index, match[3]) if match[3] else _after_count(draft, inner)
        return _keep(draft, index, int(match[1]) * int(match[2]), found)
    if nodes is None or at(inner) not in _NODES:
        return 0
    while at(inner) in _NODES | _INTO_NODES:
        inner += 1
    each, found = _count_and_name(draft, inner)
    stop = _keep(draft, index, each and nodes * each, found)
    return stop + 1 if stop and at(stop) == "each" else stop


def _counted(draft: Draft, index: int) -> int:
    """`1024xh100`, `1024x h100`, `1024 × h100`, `1024 h100s`, `8 slices of v5p-512`."""
    return _keep(draft, index, *_count_and_name(draft, index))


def _count_and_name(draft: Draft, index: int) -> tuple[int | None, Device | None]:
    """A number and the accelerator that it counts, in one word or several."""
    word = draft.sentence.at(index)
    if match := _COUNT_FIRST.fullmatch(word):
        rest = match[2]
        return integer(match[1]), device(draft, index, rest) if rest else _after_count(draft, index + 1)
    count = integer(word)
    if count is None or count >= SMALLEST_QUANTITY:
        return None, None
    return count, _after_count(draft, index + 1)


def _after_count(draft: Draft, index: int) -> Device | None:
    """The accelerator after a number: `x h100`, `nvidia h100`, `gpus of h100`."""
    at = draft.sentence.at
    while at(index) in _TIMES:
        index += 1
    if found := device(draft, index):
        return found
    while at(index) in _BEFORE_NAME:
        index += 1
    return device(draft, index)


def _named(draft: Draft, index: int) -> int:
    """`h100`, and with its number behind it `h100x8`, `h100*64`, `h100 x 1024`, `h100 x8`, `h100 64`."""
    if found := device(draft, index):
        count, stop = _trailing_count(draft, found.stop)
        return _keep(draft, index, count, found._replace(stop=stop), bare=count is None)
    if match := _COUNT_LAST.fullmatch(draft.sentence.at(index)):
        found = device(draft, index, match[1])
        if found and found.stop == index + 1:
            return _keep(draft, index, integer(match[2]), found)
    return 0


def _trailing_count(draft: Draft, index: int) -> tuple[int | None, int]:
    """A number behind the name and the position after it; epochs (`h100 x3 epochs`) are none."""
    at = draft.sentence.at
    if match := _COUNT_LAST.fullmatch(at(index)):
        count, stop = (integer(match[2]), index + 1) if not match[1] else (None, index)
    elif at(index) in _TIMES:
        count, stop = integer(at(index + 1)), index + 2
    else:
        count, stop = integer(at(index)), index + 1
        apart = at(stop) in {"", *DEVICE_WORDS} or at(stop)[0].isdigit() or at(stop + 1) in ASSIGNS
        if not apart or (count or 0) >= SMALLEST_QUANTITY:
            count = None
    return (None, index) if count is None or at(stop).startswith("epoch") else (count, stop)


def _keep(draft: Draft, start: int, count: int | None, found: Device | None, *, bare: bool = False) -> int:
    """Keep an accelerator and its number; returns the position after them, 0 when one is missing."""
    if found is None or (count is None and not bare):
        return 0
    draft.say("accelerator", found.accelerator, start, found.stop)
    if found.chips is not None:
        count = found.chips * (1 if count is None else count)
        chips = f'"{found.name}" is read as a slice of {found.chips:,} chips of {found.accelerator}.'
        draft.doubts.append(Doubt("slice_size", chips))
        found = found._replace(stop=found.stop + (draft.sentence.at(found.stop) in _SLICES))
    elif draft.names.is_bare(found.name):
        draft.doubts.append(Doubt("bare_name", f'"{found.name}" is read as {found.accelerator}.'))
    if count is not None:
        draft.say("accelerators", count, start, found.stop)
    return found.stop
