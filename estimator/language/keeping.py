"""Keeping accelerators that were read: by themselves, in slices, in machines, in nodes."""

import re

from estimator.calculation.doubt import Doubt
from estimator.errors import AmbiguousNameError
from estimator.language import lookup
from estimator.language.devices import Device, ambiguous
from estimator.language.draft import Draft
from estimator.language.nodes import NODES, ONE_NODE, RACKS, SLICES, past_per_node
from estimator.language.sentences import is_prose
from estimator.language.words import ASSIGNS

_PARTS = re.compile(r"[ -]")

_OF_NODES = frozenset({"of", "many", "fewer"})


def keep(draft: Draft, start: int, count: int | None, found: Device | None, *, bare: bool = False) -> int:
    """Keep an accelerator and its number; returns the position after them, 0 when one is missing."""
    if found is None or (count is None and not bare):
        return 0
    if count is not None and (choices := lookup.machines(draft.names, found.name)):
        raise ambiguous(draft, found.name, choices, start, found.stop)
    found = _of_several(draft, count, found)
    draft.say("accelerator", found.accelerator, start, found.stop)
    if found.is_machine:
        return _keep_machines(draft, start, count, found)
    if found.each is not None:
        return _keep_slices(draft, start, 1 if count is None else count, found)
    singular = lookup.accelerator(draft.names, found.name.removesuffix("s"))
    if singular and singular.accelerator != found.accelerator and lookup.is_bare(draft.names, singular.name):
        message = f'"{found.name}" is read as {found.accelerator}; several {singular.name} are `8x{singular.name}`.'
        draft.doubts.append(Doubt("plural_or_name", message))
    elif lookup.is_bare(draft.names, found.name) and found.name.lower() != found.accelerator:
        draft.doubts.append(Doubt("bare_name", f'"{found.name}" is read as {found.accelerator}.'))
    return _keep_count(draft, start, count, found.stop)


def _of_several(draft: Draft, count: int | None, found: Device) -> Device:
    """In a sentence `64 V100s` are many V100, not so many of the V100S."""
    singular = found.name.removesuffix("s")
    if (
        not count
        or count == 1
        or singular == found.name
        or not lookup.is_bare(draft.names, singular)
        or not is_prose(draft)
    ):
        return found
    meant = lookup.accelerator(draft.names, singular)
    return found._replace(accelerator=meant.accelerator, name=singular) if meant else found


def keep_total(draft: Draft, start: int, count: int | None, found: Device | None) -> int:
    """Keep all accelerators of some nodes; returns the position after them, 0 when one is missing."""
    if found is None or count is None or found.each is not None:
        return keep(draft, start, count, found)
    draft.say("accelerators", count, start, found.stop)
    return keep(draft, start, None, found, bare=True)


def _keep_count(draft: Draft, start: int, count: int | None, stop: int) -> int:
    """Keep the number of accelerators, or of the nodes or of the accelerators in a node that it counts."""
    noun = draft.sentence.at(stop)
    is_nodes = noun in NODES and draft.sentence.at(stop + 1) not in ASSIGNS
    if count is None:
        return stop + is_nodes
    if (after := past_per_node(draft, stop)) > stop:
        draft.say("accelerators_per_node", count, start, after)
        return after
    if is_nodes and start and draft.sentence.at(start - 1) in _OF_NODES and is_prose(draft):
        # `how many 8xH100 nodes`: of so many each, and none is said
        return stop + 1
    if is_nodes and (noun not in ONE_NODE or count == 1):
        if "x" in draft.sentence.at(start) and count > 1:
            raise _nodes_or_accelerators(draft, start, stop, count)
        draft.say("nodes", count, start, stop + 1)
        return stop + 1
    draft.say("accelerators", count, start, stop)
    return stop + is_nodes


def _nodes_or_accelerators(draft: Draft, start: int, stop: int, count: int) -> AmbiguousNameError:
    said = draft.sentence.said(start, stop + 1)
    return AmbiguousNameError(
        f'"{said}" could be {count} nodes, or nodes of {count}.',
        f"Say `{count} nodes`, or how many: `2 nodes of {count}`.",
        span=draft.sentence.span(start, stop + 1),
        field="accelerators",
    )


def _keep_slices(draft: Draft, start: int, count: int, found: Device) -> int:
    """Keep slices of a pod by the number of their chips."""
    each = found.each or 1
    chips = f'"{found.name}" is read as a slice of {each:,} chips of {found.accelerator}.'
    draft.doubts.append(Doubt("slice_size", chips))
    stop = found.stop + (draft.sentence.at(found.stop) in SLICES)
    draft.say("accelerators", count * each, start, stop)
    return stop


def _may_count_chips(draft: Draft, start: int, found: Device) -> bool:
    """Whether a machine's name begins with its chip (`16 h100 hgx`), which a number counts where no node is said."""
    if found.provider or not (NODES | RACKS).isdisjoint(draft.sentence.texts[start : found.stop + 1]):
        return False
    return draft.names.accelerator(_PARTS.split(found.name)[0]) is not None


def _keep_machines(draft: Draft, start: int, count: int | None, found: Device) -> int:
    """Keep machines by the number of their accelerators; one machine where no number is said."""
    each = found.each or 1
    stop = found.stop + (draft.sentence.at(found.stop) in NODES | RACKS)
    draft.say("machine_size", each, start, found.stop)
    if not draft.names.is_certain_machine(found.name):
        said = f'how many accelerators "{found.name}" has'
        draft.doubts.append(Doubt("unverified_fact", f"Not seen in a primary source: {said}."))
    if found.provider:
        draft.say("machine_provider", found.provider, start, found.stop)
    if count is not None and count % each == 0 and each > 1 and _may_count_chips(draft, start, found):
        draft.say("accelerators", count, start, found.stop)
        message = f'"{draft.sentence.said(start, found.stop)}" is read as {count:,} × {found.accelerator}, '
        message += f"in machines of {each}; for {count:,} machines say `{count:,} nodes of {each}`."
        draft.doubts.append(Doubt("machine_size", message))
    elif count is not None:
        draft.say("accelerators", count * each, start, found.stop)
        total = f'"{draft.sentence.said(start, found.stop)}" is read as {count:,} × {each:,} = {count * each:,}'
        draft.doubts.append(Doubt("machine_size", f"{total} accelerators of {found.accelerator}."))
    return stop
