"""How many accelerators: `1024xh100`, `1024 h100`, `h100 x 1024`, `16 nodes of 8 h100`, `4 DGX H100`."""

import re

from estimator.calculation.doubt import Doubt
from estimator.errors import ConflictError, UnknownNameError
from estimator.language import lookup
from estimator.language.amounts import SMALLEST_QUANTITY, integer
from estimator.language.devices import Device, device, memory_first
from estimator.language.draft import Draft
from estimator.language.keeping import keep, keep_total
from estimator.language.nodes import DEVICE_WORDS, INTO_NODES, NODES, PODS, RACKS, SLICES, past_per_node
from estimator.language.words import ASSIGNS

_COUNTERS = {"单卡", "双卡"}
_SUFFICE = frozenset({"suffice", "enough", "sufficient", "do", "work"})
_LEADING = re.compile(r"\d[\d,]*")
_RUNS = frozenset({"runs", "seeds", "experiments", "adapters", "trials", "finetunes", "fine-tunes", "ablations"})
_TIMES = {"x", "*", "times"}
_HUNDREDS = {"hundred": 100, "thousand": 1000}
_BEFORE_NAME = {
    "too",
    "many",
    "张",
    "块",
    "卡",
    "of",
    "cluster",
    "the",
    "nvidia",
    "amd",
    "intel",
    "google",
    *SLICES,
    *DEVICE_WORDS,
}
_COUNT_FIRST = re.compile(r"(\d[\d,_]*k?)[x*](.*)")
_COUNT_LAST = re.compile(r"(.*?)[x*:](\d[\d,_]*k?)")
_NODES_BY_COUNT = re.compile(r"(\d+)[x*](\d+)(?:[x*](.*))?")


def counted_accelerators(draft: Draft, index: int) -> int:
    """Read accelerators with or without their number; returns the position after them, 0 when there are none."""
    return _in_nodes(draft, index) or _counted(draft, index) or _named(draft, index)


def alternatives(draft: Draft, index: int) -> int:
    """`do 4 suffice?`, `would 2 be enough?`: another number of the accelerators that were named.

    Raises ConflictError where their number was said.
    """
    at, count = draft.sentence.at, integer(draft.sentence.at(index))
    stop = index + 1 + (at(index + 1) in {"be", "also", "already"})
    if count is None or at(stop) not in _SUFFICE or "accelerator" not in draft.said:
        return 0
    if draft.said.get("accelerators", count) != count:
        raise _another_number(draft, index)
    draft.say("accelerators", count, index, index + 1)
    return stop


def _another_number(draft: Draft, index: int) -> ConflictError:
    """The error of a second number of accelerators, with the question for either."""
    raw, place, span = draft.sentence.raw, draft.spans["accelerators"], draft.sentence.span(index, index + 1)
    said, other = raw[slice(*place)], raw[slice(*span)]
    asked = f"{raw[: span[0]].rpartition(' or ')[0].rstrip(' ,;') or raw[: span[0]]}?"
    ways = (asked, f"{asked[: place[0]]}{_LEADING.sub(other, said, count=1)}{asked[place[1] :]}")
    message = f'Two values for the number of accelerators: "{said}" and "{other}".'
    return ConflictError(message, "Ask for one.", span=span, field="accelerators", suggestions=ways)


def several_runs(draft: Draft, index: int) -> int:
    """`3 runs of …`, `50 LoRA adapters`: one of them is estimated, which a warning says."""
    at, times = draft.sentence.at, integer(draft.sentence.at(index))
    noun = index + 1 + (at(index + 1) not in _RUNS)
    if not times or times == 1 or at(noun) not in _RUNS or at(noun + 1) in ASSIGNS:
        return 0
    said = draft.sentence.said(index, noun + 1)
    message = f'"{said}": the figures are of one of them; all take {times:,} times the hours and the money.'
    draft.doubts.append(Doubt("one_of_several", message))
    return index + 1


def _in_nodes(draft: Draft, index: int) -> int:
    """`16 nodes of 8 h100`, `4 nodes h100`, `16 x 8 h100`, `16x8 h100`, `16x8xh100`; `16 nodes` alone are kept."""
    at = draft.sentence.at
    if match := _NODES_BY_COUNT.fullmatch(at(index)):
        found = device(draft, index, match[3]) if match[3] else _after_count(draft, index + 1)
        return keep_total(draft, index, int(match[1]) * int(match[2]), found)
    nodes = integer(at(index))
    if nodes is None:
        return 0
    if at(index + 1) in NODES | RACKS:
        return _nodes_of(draft, index, nodes)
    if at(index + 1) in _TIMES:
        each, found = _count_and_name(draft, index + 2)
        return keep_total(draft, index, each and nodes * each, found)
    each, found = _count_and_name(draft, index + 1)
    if found is None or found.is_machine or draft.sentence.at(found.stop) not in NODES:
        return 0
    return keep_total(draft, index, each and nodes * each, found._replace(stop=found.stop + 1))


def _nodes_of(draft: Draft, index: int, nodes: int) -> int:
    """`16 nodes of 8 h100`, `4 nodes h100`, `2 racks of gb200 nvl72`, or nodes that say elsewhere what they hold."""
    inner = index + 2
    while draft.sentence.at(inner) in INTO_NODES | _TIMES | {"each"}:
        inner += 1
    each, found = _count_and_name(draft, inner)
    if found and each:
        return keep_total(draft, index, nodes * each, found._replace(stop=past_per_node(draft, found.stop)))
    found = _after_count(draft, inner)
    if found and found.is_machine:
        return keep(draft, index, nodes, found)
    if draft.sentence.at(index + 1) in RACKS or draft.sentence.at(index + 2) in ASSIGNS:
        return 0
    draft.say("nodes", nodes, index, index + 2)
    return index + 2


def _counted(draft: Draft, index: int) -> int:
    """`1024xh100`, `1024x h100`, `1024 × h100`, `1024 h100s`, `8 slices of v5p-512`."""
    return keep(draft, index, *_count_and_name(draft, index))


def _count_and_name(draft: Draft, index: int) -> tuple[int | None, Device | None]:
    """A number and the accelerator that it counts, in one word or several."""
    word = draft.sentence.at(index)
    if match := _COUNT_FIRST.fullmatch(word):
        rest = match[2]
        return integer(match[1]), device(draft, index, rest) if rest else _after_count(draft, index + 1)
    count = integer(word)
    if count is not None and (each := _HUNDREDS.get(draft.sentence.at(index + 1))):
        count, index = count * each, index + 1
    if count is None or count >= SMALLEST_QUANTITY:
        return None, None
    if draft.sentence.at(index + 1) == "of" and draft.sentence.at(index + 2) in {"them", "those", "these"}:
        return count, _said_before(draft, index + 3)
    explained = _NODES_BY_COUNT.fullmatch(draft.sentence.at(index + 1))
    if explained and not explained[3] and int(explained[1]) * int(explained[2]) == count:
        index += 1
    return count, _after_count(draft, index + 1)


def _said_before(draft: Draft, stop: int) -> Device | None:
    """The accelerator that was named before: `128 of them`."""
    found = draft.said.get("accelerator")
    return Device(found, None, found, None, stop) if isinstance(found, str) else None


def _after_count(draft: Draft, index: int) -> Device | None:
    """The accelerator after a number: `x h100`, `nvidia h100`, `gpus of h100`, `80GB a100s`."""
    at = draft.sentence.at
    while at(index) in _TIMES:
        index += 1
    if found := device(draft, index) or memory_first(draft, index):
        return found
    start = index
    while at(index) in _BEFORE_NAME or (at(index) == "with" and index > start):
        index += 1
    found = device(draft, index) or memory_first(draft, index)
    return _pod_of(draft, found) if found and at(start) in PODS else found


def _pod_of(draft: Draft, found: Device) -> Device | None:
    """The pod of an accelerator that is named behind it: `2 pods of tpu v5p`; a slice names its own size.

    None where nobody knows how many a pod of it holds.
    """
    if found.each:
        return found
    pod = lookup.accelerator(draft.names, f"{found.name} pod")
    return Device(*pod, found.stop) if pod else None


def _named(draft: Draft, index: int) -> int:
    """`h100`, and with its number behind it `h100x8`, `h100*64`, `h100 x 1024`, `h100 x8`, `h100 64`."""
    if found := device(draft, index) or memory_first(draft, index):
        count, stop = _trailing_count(draft, found)
        return keep(draft, index, count, found._replace(stop=stop), bare=count is None)
    if match := _COUNT_LAST.fullmatch(draft.sentence.at(index)):
        found = device(draft, index, match[1])
        if found and found.stop == index + 1:
            return keep(draft, index, integer(match[2]), found)
    return 0


def _trailing_count(draft: Draft, found: Device) -> tuple[int | None, int]:
    """A number behind the name and the position after it; epochs (`h100 x3 epochs`) are none."""
    at, index = draft.sentence.at, found.stop
    if at(index) in _COUNTERS:
        return integer(at(index)), index + 1
    if match := _COUNT_LAST.fullmatch(at(index)):
        count, stop = (integer(match[2]), index + 1) if not match[1] else (None, index)
    elif at(index) in _TIMES:
        count, stop = integer(at(index + 1)), index + 2
    else:
        count, stop = integer(at(index)), index + 1
        apart = at(stop) in {"", *DEVICE_WORDS} or at(stop)[0].isdigit() or at(stop + 1) in ASSIGNS
        if not apart or (count or 0) >= SMALLEST_QUANTITY:
            count = None
        elif count is not None and draft.names.is_series(found.name):
            raise _other_member(draft, found)
    return (None, index) if count is None or at(stop).startswith("epoch") else (count, stop)


def _other_member(draft: Draft, found: Device) -> UnknownNameError:
    """The error of a number that may be another member of a series (`maia 300`) or a count of it."""
    span = draft.sentence.span(found.stop - 1, found.stop + 1)
    number = draft.sentence.said(found.stop, found.stop + 1)
    said = draft.sentence.raw[slice(*span)]
    hint = f"Say {found.accelerator}, or {number}x{found.accelerator} for {number} of them."
    return UnknownNameError(f'I don\'t know the accelerator "{said}".', hint, span=span, field="accelerator")
