"""The memory of a card, beside its name or in its place: `A100 (40GB)`, `4090, 24GB each`, `8 x 48GB GPUs`."""

import re
from collections.abc import Mapping

from estimator.calculation.doubt import Doubt
from estimator.errors import AmbiguousNameError
from estimator.language import lookup
from estimator.language.draft import Draft
from estimator.language.nodes import DEVICE_WORDS, past_per_node

_MEMORY = re.compile(r"(?:\d{1,4}x)?(\d{1,4})(?:g|gb|gib|gigs?)")
_UNITS = {"g", "gb", "gib", "gig", "gigs", "gigabyte", "gigabytes"}
_NOUNS = {"memory", "vram", "ram", "video", "hbm", "of", *DEVICE_WORDS}
_TEXT = {"text", "data", "dataset", "corpus", "code", "documents"}
_SAME = 0.1
_TOGETHER = frozenset({"total", "combined", "altogether", "overall", "aggregate"})
_OFFERED = (24, 48, 80, 96, 141, 192)
# what people have who name no more than its memory [GB]
USUAL_CARDS: Mapping[float, str] = {
    16: "t4",
    24: "rtx4090",
    32: "rtx5090",
    40: "a100-40gb-sxm",
    48: "rtx-a6000",
    80: "h100-sxm",
    96: "rtx-pro-6000",
    141: "h200-sxm",
    180: "b200-sxm",
    192: "mi300x",
}


def card_memory(draft: Draft, index: int) -> int:
    """Read a memory in gigabytes that no amount of text follows; returns the position after it, 0 when none stands."""
    match = _MEMORY.fullmatch(draft.sentence.at(index))
    stop = index + 1
    if match is None and draft.sentence.at(index).isdecimal() and draft.sentence.at(stop) in _UNITS:
        match, stop = re.fullmatch(r"(\d{1,4})", draft.sentence.at(index)), stop + 1
    if match is None:
        return 0
    while draft.sentence.at(stop) in _NOUNS | _TOGETHER:
        stop += 1
    if draft.sentence.at(stop) in _TEXT or (draft.sentence.at(index - 1) == "=" and not _is_sum(draft, index)):
        return 0
    around = {draft.sentence.at(index - 1), *draft.sentence.texts[index:stop]}
    together = _is_sum(draft, index) or not _TOGETHER.isdisjoint(around)
    draft.say("memory_together" if together else "card_memory", float(match[1]), index, stop)
    return past_per_node(draft, stop + (draft.sentence.at(stop) == "each"))


def _is_sum(draft: Draft, index: int) -> bool:
    """Whether the memory of several cards is told: `4 A6000 GPUs = 192 GB`."""
    return index > 1 and draft.sentence.at(index - 1) == "=" and draft.sentence.at(index - 2) in DEVICE_WORDS


def usual_card(draft: Draft, gigabytes: float, said: str) -> str | None:
    """The accelerator that people mean who say no more than its memory, with a note."""
    usual = USUAL_CARDS.get(gigabytes)
    found = draft.names.accelerator(usual) if usual else None
    if found:
        draft.doubts.append(Doubt("bare_name", f'"{said}" is read as {found}: name yours to change that.'))
    return found


def settle_card_memory(draft: Draft) -> None:
    """A memory chooses the variant of the accelerator that was named, or a usual one where none was."""
    _take_own_memory(draft)
    _settle_together(draft)
    said, accelerator = draft.said.get("card_memory"), draft.said.get("accelerator")
    if not isinstance(said, float):
        return
    span = draft.spans["card_memory"]
    draft.forget("card_memory")
    if not isinstance(accelerator, str):
        _take_usual(draft, said, span)
    elif variant := _variant(draft, said):
        draft.said["accelerator"] = variant
        draft.doubts = [doubt for doubt in draft.doubts if doubt.code != "bare_name"]
    elif abs(draft.names.memory(accelerator) / 1e9 - said) > _SAME * said:
        draft.unused.append(span)


def _settle_together(draft: Draft) -> None:
    """The memory of all cards together says nothing beside their number, and without it not on which cards."""
    said = draft.said.get("memory_together")
    if not isinstance(said, float):
        return
    span = draft.spans["memory_together"]
    draft.forget("memory_together")
    if "accelerator" in draft.said:
        draft.unused.append(span)
        return
    raw = draft.sentence.raw
    ways = [f"{said / each:.0f} x {USUAL_CARDS[each]}" for each in _OFFERED if said % each == 0]
    raise AmbiguousNameError(
        f'"{raw[slice(*span)]}" does not say on which cards.',
        f"Say how many of which, for example `{next(iter(ways), '8 x h100')}`.",
        span=span,
        field="accelerator",
        suggestions=tuple(f"{raw[: span[0]]}{way}{raw[span[1] :]}" for way in ways),
    )


def _take_own_memory(draft: Draft) -> None:
    """`48GB of VRAM` without a peak is a card's; `memory=48GB` describes an accelerator of one's own."""
    memory, span = draft.said.get("memory"), draft.spans.get("memory")
    if not isinstance(memory, float) or span is None or "peak_throughput" in draft.said:
        return
    if "=" not in draft.sentence.raw[slice(*span)]:
        draft.forget("memory")
        draft.said.setdefault("card_memory", memory / 1e9)
        draft.spans.setdefault("card_memory", span)


def _take_usual(draft: Draft, gigabytes: float, span: tuple[int, int]) -> None:
    found = usual_card(draft, gigabytes, draft.sentence.raw[slice(*span)])
    if found is None:
        raise _which_card(draft, gigabytes, span)
    draft.say_at("accelerator", found, span)


def _which_card(draft: Draft, gigabytes: float, span: tuple[int, int]) -> AmbiguousNameError:
    """The error of a memory that no usual card has, with the next ones that are larger."""
    raw = draft.sentence.raw
    larger = [name for memory, name in USUAL_CARDS.items() if memory > gigabytes][:2] or ["mi300x"]
    return AmbiguousNameError(
        f'"{raw[slice(*span)]}" does not say on which card.',
        f"Name it, for example `{larger[0]}`, or describe yours: peak=60 memory={gigabytes:g}GB price=0.20.",
        span=span,
        field="accelerator",
        suggestions=tuple(f"{raw[: span[0]]}{name}{raw[span[1] :]}" for name in larger),
    )


def _variant(draft: Draft, gigabytes: float) -> str | None:
    """The accelerator of the name that was said with so much memory."""
    named = draft.sentence.raw[slice(*draft.spans["accelerator"])].lower().split()
    for start in range(len(named)):
        name = " ".join(named[start:]).removesuffix("s").removesuffix(" gpu")
        if found := lookup.accelerator(draft.names, f"{name} {gigabytes:g}gb"):
            return found.accelerator
    return None
