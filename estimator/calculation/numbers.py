"""How numbers are written for people: short, exact where they are exact, never more digits than they have."""

from functools import lru_cache

_SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


@lru_cache(maxsize=8192)
def compact(value: float, digits: int = 4) -> str:
    """A number as it stands in a formula: 6, 70e9, 312e12, 0.5, 1.496e6."""
    if value == 0:
        return "0"
    magnitude = abs(value)
    if 1e-3 <= magnitude < 1e5:  # noqa: PLR2004 - plain digits read best here
        return f"{round(value, 6):.{max(digits, len(str(int(magnitude))))}g}"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    shift = power % 3
    if power >= 0 and shift:
        mantissa = f"{float(mantissa) * 10**shift:.{digits}g}"
        power -= shift
    return f"{float(mantissa):.{digits}g}e{power}"


def flop(work: float) -> str:
    """An amount of work as people quote it: 3.14e23 FLOP."""
    mantissa, exponent = f"{work:.2e}".split("e")
    return f"{float(mantissa):g}e{int(exponent)} FLOP"


def per_cent(share: float) -> str:
    """A share in whole per cent: 80 %."""
    return f"{share * 100:.0f} %"


def scaled(value: float, digits: int = 3) -> str:
    """A number with a letter for its scale and no zeros at its end: 70B, 2T, 1.5M; below a thousand as it is."""
    for scale, letter in _SCALES:
        if abs(value) >= scale * (1 - 0.5 * 10**-digits):
            return f"{_significant(value / scale, digits)}{letter}"
    return _significant(value, digits)


def measured(value: float, digits: int = 3) -> str:
    """A number as `scaled` gives it, always with that many digits: 1.50M, 93.2M, 700."""
    for scale, letter in _SCALES:
        if abs(value) >= scale * (1 - 0.5 * 10**-digits):
            return f"{_all_digits(value / scale, digits)}{letter}"
    return _all_digits(value, digits)


def _all_digits(value: float, digits: int) -> str:
    text = f"{value:#.{digits}g}".rstrip(".")
    return _significant(value, digits) if "e" in text else text


def _significant(value: float, digits: int) -> str:
    text = f"{value:.{digits}g}"
    if "e" in text:
        text = f"{value:.0f}"
    return text
