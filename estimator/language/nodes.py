"""Nodes: the words for them, `8 gpus per node`, and `16 nodes` that say elsewhere what they hold."""

from estimator.language.amounts import integer
from estimator.language.draft import Draft
from estimator.language.words import ASSIGNS

DEVICE_WORDS = {"gpu", "gpus", "accelerator", "accelerators", "chip", "chips", "device", "devices", "card", "cards"}
ONE_NODE = {"node", "server", "host", "machine", "box", "system", "instance", "vm"}
NODES = {"nodes", "servers", "hosts", "machines", "boxes", "systems", "instances", "vms", *ONE_NODE}
RACKS = {"rack", "racks"}
PODS = {"pod", "pods"}
SLICES = {"slice", "slices", *PODS}
INTO_NODES = {"of", "with", "having", "containing", "holding", "that", "have"}
_EACH = {"each", "apiece"}
_PER = {"per", "/", "a", "in", "on", "every", "each"}


def past_per_node(draft: Draft, index: int) -> int:
    """The position after `per node`, `a node`, `each`; the same position when nothing like it stands there."""
    at = draft.sentence.at
    if at(index) in _PER and at(index + 1) in ONE_NODE:
        return index + 2
    if at(index) in {"in", "on"} and at(index + 1) in {"each", "every"} and at(index + 2) in ONE_NODE:
        return index + 3
    return index + 1 if at(index) in _EACH else index


def per_node(draft: Draft, index: int) -> int:
    """`8 gpus per node`, `8 gpus each`: how many accelerators a node holds."""
    at = draft.sentence.at
    each = integer(at(index)) if at(index)[:1].isdigit() or at(index + 1) in DEVICE_WORDS else None
    if each is None or at(index + 1) not in DEVICE_WORDS or at(index + 2) in ASSIGNS:
        return 0
    stop = past_per_node(draft, index + 2)
    if stop == index + 2:
        return 0
    draft.say("accelerators_per_node", each, index, stop)
    return stop


def lone_node(draft: Draft, index: int) -> int:
    """A node that says nothing by itself: `on a single node`."""
    return index + 1 if draft.sentence.at(index) in ONE_NODE and draft.sentence.at(index + 1) not in ASSIGNS else 0
