"""Hours of accelerators as the means: `10,000 H100 hours`, `1.3M GPU-hours`."""

import re

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import scaled
from estimator.errors import AmbiguousNameError
from estimator.language.amounts import amount
from estimator.language.devices import device
from estimator.language.draft import Draft
from estimator.language.nodes import DEVICE_WORDS

_HOURS = {**dict.fromkeys(("hour", "hours", "hrs", "h"), 1), **dict.fromkeys(("day", "days"), 24)}
_GLUED = re.compile(r"(.+)-(hours?|hrs|h|days?)")
# before them: what a run took, not what there is to spend
TOOK = re.compile(
    r"\b(?:took|taken|taking|lasted|used|spent|cost|needed|consumed|trained (?:in|for|with))\b[^.?!]*$", re.IGNORECASE
)
_COUNTS = (8, 64, 512)


def accelerator_hours(draft: Draft, index: int) -> int:
    """Read a number of hours of accelerators; returns the position after it, 0 when there is none."""
    found = amount(draft.sentence, index)
    spelt = not draft.sentence.at(index)[:1].isdigit()
    if found is None or (spelt and not found.scaled) or found.stop >= len(draft.sentence.words):
        return 0
    at = draft.sentence.at
    match = _GLUED.fullmatch(at(found.stop))
    name, stop = (match[1], found.stop + 1) if match else (at(found.stop), found.stop + 2)
    unit = match[2] if match else at(stop - 1)
    if match is None and unit in DEVICE_WORDS and at(stop) in _HOURS:
        unit, stop = at(stop), stop + 1
    if unit not in _HOURS:
        return 0
    chip = None if name in DEVICE_WORDS else device(draft, found.stop, name)
    if (chip is None and name not in DEVICE_WORDS) or "," in draft.sentence.said(found.stop, stop):
        return 0
    if chip and "accelerator" not in draft.said:
        draft.say("accelerator", chip.accelerator, index, stop)
    draft.say("accelerator_hours", found.value * _HOURS[unit], index, stop)
    return stop


def named_in_hours(draft: Draft, index: int) -> int:
    """The accelerator in `how many A100-hours`; returns the position after it, 0 when there is none."""
    match = _GLUED.fullmatch(draft.sentence.at(index))
    if match is None:
        return 0
    chip = None if match[1] in DEVICE_WORDS else device(draft, index, match[1])
    if chip and chip.stop == index + 1:
        draft.say("accelerator", chip.accelerator, index, index + 1)
    return index + 1 if chip or match[1] in DEVICE_WORDS else 0


def settle_accelerator_hours(draft: Draft) -> None:
    """Hours over accelerators are a time; what a run took is no limit, and a run that is known takes what it takes.

    Raises AmbiguousNameError where nobody says on how many.
    """
    hours = draft.said.get("accelerator_hours")
    if not isinstance(hours, float):
        return
    span = draft.spans["accelerator_hours"]
    draft.forget("accelerator_hours")
    count = draft.whole("accelerators")
    if TOOK.search(draft.sentence.raw[: span[0]]) or _is_known(draft):
        note_taken(draft, span)
    elif count:
        draft.say_at("deadline", hours / 24 / count, span)
    else:
        raise _on_how_many(draft, hours, span)


def note_taken(draft: Draft, span: tuple[int, int]) -> None:
    """Note a time that is compared with the answer, not a limit of it."""
    said = draft.sentence.raw[slice(*span)]
    message = f'"{said}" is not taken as a limit: compare it with the time and the hours here.'
    draft.doubts.append(Doubt("time_taken", message))


def _is_known(draft: Draft) -> bool:
    """Whether both the model and its tokens are said."""
    sizes = len(draft.bare) + len({"model", "parameters"} & draft.said.keys())
    return sizes + len({"tokens", "total_tokens", "samples", "steps"} & draft.said.keys()) > 1


def _on_how_many(draft: Draft, hours: float, span: tuple[int, int]) -> AmbiguousNameError:
    raw, name = draft.sentence.raw, draft.said.get("accelerator", "gpu")
    said = raw[slice(*span)]
    ways = [f"{count}x{name} for {hours / 24 / count:.3g} days" for count in _COUNTS]
    return AmbiguousNameError(
        f'"{said}" does not say on how many accelerators.',
        f"{scaled(hours)} hours are {ways[1]}, for example.",
        span=span,
        field="accelerators",
        suggestions=tuple(f"{raw[: span[0]]}{way}{raw[span[1] :]}" for way in ways),
    )
