"""Work as people quote it: `1e22 FLOPs`, `2.1 × 10^25 FLOP`, `3,640 petaflop/s-days`."""

import re

from estimator.errors import ConflictError
from estimator.language.amounts import number, numeral
from estimator.language.draft import Draft
from estimator.language.words import ASSIGNS

# below it a number of FLOP that has no key may be a speed
_LEAST = 1e17
_TEN = re.compile(r"10\^(\d{1,2})")
_POWERS = {"": 0, "t": 12, "tera": 12, "p": 15, "peta": 15, "e": 18, "exa": 18, "zetta": 21, "yotta": 24}
# exaflops are what a cluster does in a second
_FLOP = re.compile(r"(|zetta|yotta)flops?")
_FLOP_DAYS = re.compile(r"(t|p|e|tera|peta|exa)f(?:lops?)?(?:/s)?-days?")
_SECONDS_PER_DAY = 86_400


def work_with_unit(draft: Draft, index: int) -> int:
    """Read an amount of FLOP that says its unit; returns the position after it, 0 when there is none."""
    found = _number(draft, index)
    unit = found and _unit(draft, *found[1:])
    if not (found and unit) or found[0] * unit[0] < _LEAST:
        return 0
    draft.say("training_compute", found[0] * unit[0], index, unit[1])
    return unit[1]


def work(draft: Draft, index: int) -> tuple[float, int] | None:
    """FLOP behind a key: `1e24`, `1e24 FLOP`."""
    found = _number(draft, index)
    if found is None:
        return None
    value, rest, stop = found
    unit = _unit(draft, rest, stop)
    return (value * unit[0], unit[1]) if unit else (None if rest else (value, stop))


def _number(draft: Draft, index: int) -> tuple[float, str, int] | None:
    """A number, what is glued to it, and the position after it: 1e22, 10^22, 2.1 x 10^25."""
    at = draft.sentence.at
    if ten := _TEN.fullmatch(at(index)):
        return number("1", int(ten[1])), "", index + 1
    found = numeral(at(index))
    if found is None:
        return None
    ten = _TEN.fullmatch(at(index + 2)) if at(index + 1) in {"x", "*"} else None
    if ten and not found.rest:
        return number(found.digits, int(ten[1])), "", index + 3
    return number(found.digits), found.rest, index + 1


def _unit(draft: Draft, glued: str, stop: int) -> tuple[float, int] | None:
    """How many FLOP the unit has that is glued to a number or stands behind it, and the position after it."""
    word, stop = (glued, stop) if glued else (draft.sentence.at(stop), stop + 1)
    if draft.sentence.at(stop) in ASSIGNS:
        return None
    if match := _FLOP.fullmatch(word):
        return number("1", _POWERS[match[1]]), stop
    if match := _FLOP_DAYS.fullmatch(word):
        return number("1", _POWERS[match[1]]) * _SECONDS_PER_DAY, stop
    return None


def check_work(draft: Draft) -> None:
    """Refuse work beside a size and its tokens, which have their own. Raises ConflictError."""
    has_size = not {"parameters", "model"}.isdisjoint(draft.said)
    if "training_compute" in draft.said and has_size and "tokens" in draft.said:
        span = draft.spans["training_compute"]
        said = draft.sentence.raw[slice(*span)]
        raise ConflictError(
            f'"{said}" is work, which a size and its tokens have already.',
            "Leave out the work, the size or the tokens.",
            span=span,
            field="training_compute",
        )
