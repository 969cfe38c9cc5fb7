"""What a name behind a key means: a model, a provider, a region, a place, an accelerator."""

from estimator.language import values
from estimator.language.counts import counted_accelerators
from estimator.language.devices import ambiguous
from estimator.language.draft import Draft, Value
from estimator.language.lookup import choices, find
from estimator.language.names import Kind
from estimator.language.nodes import NODES
from estimator.language.phrases import phrases

# no grid emits so many kilograms a kilowatt-hour: from here on they are grams
_GRAMS_FROM = 3


def model(draft: Draft, index: int) -> tuple[str, int] | None:
    """The model whose name stands at a position, the longest one; `hf:org/name` is taken as it is.

    Raises AmbiguousNameError for a name that several models share.
    """
    if draft.sentence.at(index).startswith("hf:"):
        said = draft.sentence.said(index, index + 1)
        return f"hf:{said[3:]}", index + 1
    return _name(draft, index, "model")


def teacher(draft: Draft, index: int) -> tuple[Value, int] | None:
    """The parameters that a token passes in a teacher, which its model's name says too."""
    if found := values.quantity(draft, index):
        return found
    named = model(draft, index)
    if named is None or named[0].startswith("hf:"):
        return None
    known = draft.names.active_parameters(named[0])
    return (known, named[1]) if known else None


def _name(draft: Draft, index: int, kind: Kind) -> tuple[str, int] | None:
    for name, stop in phrases(draft, index):
        if found := find(draft.names, kind, name):
            return found, stop
        if kind == "model" and (several := choices(draft.names, name)):
            raise ambiguous(draft, name, several, index, stop)
    return None


def provider(draft: Draft, index: int) -> tuple[str, int] | None:
    """The provider whose name stands at a position."""
    return _name(draft, index, "provider")


def region(draft: Draft, index: int) -> tuple[str, int] | None:
    """The region of a provider that the catalogue knows."""
    return _name(draft, index, "region")


def region_as_typed(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A region, also one that the catalogue does not know: then the look-up of prices names those that there are."""
    return region(draft, index) or (draft.sentence.said(index, index + 1), index + 1)


def grid(draft: Draft, index: int) -> tuple[str, int] | None:
    """The place whose name stands at a position."""
    return _name(draft, index, "grid")


def grid_region(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A place, the region of a provider that stands in one, or its intensity itself: `0.4235` kg or `424` g a kWh."""
    said = values.ratio(draft, index)
    if said and isinstance(said[0], float) and 0 < said[0] < _GRAMS_FROM * 1000:
        return f"{said[0] if said[0] < _GRAMS_FROM else said[0] / 1000:g}", said[1]
    if found := grid(draft, index):
        return found
    for name, stop in phrases(draft, index):
        if draft.names.region_grids(name):
            draft.say("grid_region", name, index, stop)
            return None, stop
    return None


def accelerators(draft: Draft, index: int) -> tuple[Value, int] | None:
    """A number of accelerators; `gpus=8xh100` names them too."""
    plain = values.count(draft, index)
    if plain and draft.sentence.at(index + 1) not in NODES:
        return plain
    stop = counted_accelerators(draft, index)
    return (draft.said["accelerators"], stop) if stop and "accelerators" in draft.said else None


def accelerator(draft: Draft, index: int) -> tuple[Value, int] | None:
    """The accelerator whose name stands at a position; `gpu=8xh100` counts them too."""
    stop = counted_accelerators(draft, index)
    return (draft.said["accelerator"], stop) if stop else None
