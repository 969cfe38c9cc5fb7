"""Data sets by name: `alpaca`, `on The Pile`, `FineWeb-Edu 10BT`, and how many tokens or samples they have."""

import re

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.language.amounts import SMALLEST_QUANTITY, amount, number
from estimator.language.draft import Draft
from estimator.language.phrases import phrases
from estimator.language.unknown import is_size

_SUBSET = re.compile(r"(?:sample-?)?(\d+)bt")
_SAME = 0.1


def datasets(draft: Draft, index: int) -> int:
    """Read a data set with its size behind it; returns the position after them, 0 when there is none.

    A size of parameters behind the name of samples (`alpaca 7b`) makes it a model's.
    """
    for name, stop in phrases(draft, index):
        if found := draft.names.dataset(name):
            size = _size_behind(draft, stop, found.size.value)
            if size == stop and found.samples and is_size(draft.sentence.at(stop)):
                return 0
            draft.say("dataset", found.name, index, stop)
            draft.has_data = True
            return size
    return 0


def _size_behind(draft: Draft, index: int, known: float) -> int:
    """The position after a part of the data set (`10BT`), its samples (`52k`) or its own size (`(627B)`)."""
    if match := _SUBSET.fullmatch(draft.sentence.at(index)):
        draft.say("tokens", number(match[1], 9), index, index + 1)
        return index + 1
    found = amount(draft.sentence, index)
    if found is None or draft.sentence.at(found.stop) in {"samples", "examples", "rows", "tokens"}:
        return index
    if found.scaled and found.value < SMALLEST_QUANTITY:
        draft.say("samples", found.value, index, found.stop)
        return found.stop
    if found.scaled and abs(found.value - known) <= _SAME * known:
        draft.say("tokens", found.value, index, found.stop)
        return found.stop
    return index


def settle_dataset(draft: Draft) -> None:
    """A data set's tokens or samples, where nobody says how many; else its name says nothing more."""
    name = draft.said.get("dataset")
    found = draft.names.dataset(name) if isinstance(name, str) else None
    if found is None:
        return
    span = draft.spans["dataset"]
    draft.forget("dataset")
    if {"tokens", "total_tokens", "samples", "steps"} & draft.said.keys() or _has_bare_tokens(draft):
        draft.unused.append(span)
        return
    size = found.size
    draft.say_at("tokens" if found.tokens else "samples", float(size.value), span)
    doubt = "" if size.verified else f" ({size.note or 'not seen there'})"
    unit = "tokens" if found.tokens else "samples"
    message = f"{found.name} has {scaled(size.value)} {unit}: {size.source.title}{doubt}."
    draft.doubts.append(Doubt("dataset", message))


def _has_bare_tokens(draft: Draft) -> bool:
    sized = "model" in draft.said or "parameters" in draft.said
    return len(draft.bare) > (0 if sized else 1)
