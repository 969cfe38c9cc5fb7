"""The names of accelerators, the longest first: `h100 sxm`, `rtx 6000 ada`, `v5p-512`, `p5.48xlarge`."""

import re
from typing import NamedTuple

from estimator.errors import AmbiguousNameError
from estimator.language import lookup
from estimator.language.card_memory import usual_card
from estimator.language.draft import Draft
from estimator.language.nodes import DEVICE_WORDS
from estimator.language.phrases import LONGEST_NAME, phrases

_MEMORY = re.compile(r"(\d+)[ -]?(?:gb?|gib|gigs?|gigabytes?)(?: |$)")


class Device(NamedTuple):
    """What trains, by name: the accelerator's id, how many of it a slice or machine of this name holds, the name.

    `provider` is None unless it is a machine: then it is who rents it, "" for a maker's system. `stop` is the position
    after the name.
    """

    accelerator: str
    each: int | None
    name: str
    provider: str | None
    stop: int

    @property
    def is_machine(self) -> bool:
        """Whether the name is a machine's, not an accelerator's."""
        return self.provider is not None


def device(draft: Draft, index: int, head: str | None = None) -> Device | None:
    """The accelerator or machine whose name stands at a position, the longest one; `head` replaces the first word.

    Raises AmbiguousNameError for a name that several entries share.
    """
    # where the same words follow, it is the same name
    around = (head, *draft.sentence.texts[index : index + LONGEST_NAME + 1])
    if around not in draft.devices:
        found = _device(draft, index, head)
        draft.devices[around] = found and (*found[:-1], found.stop - index)
    known = draft.devices[around]
    return Device(*known[:-1], known[-1] + index) if known else None


def _device(draft: Draft, index: int, head: str | None) -> Device | None:
    for name, stop in phrases(draft, index, head):
        if found := lookup.accelerator(draft.names, name):
            return Device(*found, stop)
        if lookup.find(draft.names, "model", name):
            return None
        if choices := lookup.choices(draft.names, name) or lookup.machines(draft.names, name):
            raise ambiguous(draft, name, choices, index, stop)
    return None


def memory_first(draft: Draft, index: int) -> Device | None:
    """The accelerator whose memory stands before its name: `80GB a100`, `80 GB a100s`."""
    match = _MEMORY.match(draft.sentence.phrase(index, index + 2))
    if match is None:
        return None
    stop = index + 1 + match.group().rstrip().count(" ")
    stop += draft.sentence.at(stop) == "的"
    said = match.group().strip()
    if draft.sentence.at(stop) in DEVICE_WORDS and (usual := usual_card(draft, int(match[1]), f"{said} GPU")):
        return Device(usual, None, said, None, stop + 1)
    found = device(draft, stop)
    bare = found.name.removesuffix(" gpus").removesuffix(" gpu") if found else ""
    for name in dict.fromkeys((bare, bare.removesuffix("s"))):
        if found and (meant := lookup.accelerator(draft.names, f"{name} {match[1]}gb")):
            return Device(*meant, found.stop)
    return None


def ambiguous(draft: Draft, name: str, choices: tuple[str, ...], start: int, stop: int) -> AmbiguousNameError:
    """The error of a name that several entries share."""
    listed = " or ".join(choices)
    span = draft.sentence.span(start, stop)
    raw = draft.sentence.raw
    meant = tuple(f"{raw[: span[0]]}{choice}{raw[span[1] :]}" for choice in choices)
    hint = f"Say which one, for example {choices[0]}."
    return AmbiguousNameError(f'"{name}" could be {listed}.', hint, span=span, suggestions=meant)
