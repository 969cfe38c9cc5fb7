"""A quantity as people read it: dollars, hours, FLOP, per cent, with its range."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from estimator.calculation.numbers import compact, measured, scaled
from estimator.calculation.quantity import Quantity

_SMALL_MONEY, _SHORT_MONEY = 100, 1e4
_FEW = 100
_THOUSAND, _ROUNDING = 1e3, 1e-9
# whole numbers below are written out
_COUNTED = 1e6


def figure(quantity: Quantity) -> str:
    """The value with its unit: `$2.69M`, `1.50M h`, `8.40e23 FLOP`, `50 %`."""
    return written(quantity.value, quantity.term.unit, quantity.name)


def figure_range(quantity: Quantity) -> str:
    """The central 80 % range as `$1.90M – $4.00M` or `31 – 63 days`, or nothing where both ends read the same."""
    if quantity.is_certain:
        return ""
    unit, name = quantity.term.unit, quantity.name
    low, high = (
        (_in_days(end, quantity.value) if unit == "day" else written(end, unit, name))
        for end in (quantity.low, quantity.high)
    )
    if low == high:
        return ""
    shared = _unit(high)
    return f"{low.removesuffix(shared)} – {high}" if low.endswith(shared) else f"{low} – {high}"


def with_range(quantity: Quantity) -> str:
    """A figure and, where it is uncertain, its 80 % range in brackets: `24 days (23 – 26)`."""
    value, span = figure(quantity), figure_range(quantity)
    return f"{value} ({span.removesuffix(_unit(value))})" if span else value


def _unit(value: str) -> str:
    """What follows the number, with the space before it: ` days`; nothing behind an amount of money."""
    _, space, unit = value.partition(" ")
    return space + unit


def exact(quantity: Quantity) -> str:
    """The value with all the digits that a reader can check: `$2,692,308`, `1,495,726 h`."""
    match quantity.term.unit:
        case "USD":
            return money_exact(quantity.value)
        case "hour":
            return f"{quantity.value:,.0f} h" if quantity.value >= _FEW else f"{quantity.value:,.3g} h"
        case _:
            return figure(quantity)


def money_exact(value: float) -> str:
    """Dollars in full, with cents below ten: `$2,692,308`."""
    sign = "−" if value < 0 else ""
    digits = 2 if abs(value) < _SMALL_MONEY else 0
    return f"{sign}${abs(value):,.{digits}f}"


@lru_cache(maxsize=256)
def written(value: float, unit: str, name: str = "") -> str:
    """A number in its unit."""
    if name in _SHARES:
        return percent(value)
    return _WRITERS.get(unit, _plain)(value, unit)


def percent(value: float) -> str:
    """A share as per cent with three figures, or as it is where it is whole: `50 %`, `38.5 %`, `24.0 %`."""
    share = value * 100
    return f"{share:.0f} %" if _is_whole(share) else f"{_three(share)} %"


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < _ROUNDING * abs(value)


def _three(value: float) -> str:
    """Three figures, with thousands set apart and no powers of ten."""
    return f"{value:#,.3g}".rstrip(".") if value < _THOUSAND else f"{value:,.0f}"


def _money(value: float, _: str) -> str:
    sign, amount = "−" if value < 0 else "", abs(value)
    if amount < _SMALL_MONEY:
        return f"{sign}${amount:.2f}"
    return f"{sign}${float(f'{amount:.3g}'):,.0f}" if amount < _SHORT_MONEY else f"{sign}${measured(amount)}"


def _hours(value: float, _: str) -> str:
    return f"{measured(value)} h"


def _days(value: float, _: str) -> str:
    return _in_days(value, value)


def _in_days(value: float, like: float) -> str:
    """A time in the unit in which people think of one like it: hours below two days."""
    if like < 2:  # noqa: PLR2004 - two days
        return f"{measured(value * 24)} hours"
    return f"{measured(value)} days" if value < _THOUSAND else f"{value:,.0f} days"


def _rate(value: float, _: str) -> str:
    rate = value / 1e12
    return f"{rate:,.0f} TFLOP/s" if _is_whole(rate) else f"{_three(rate)} TFLOP/s"


def _flop(value: float, unit: str) -> str:
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa}e{int(exponent)} {unit}"


def _price(value: float, _: str) -> str:
    return f"${value:,.2f}/h" if value >= 1 else f"${value:#.3g}/h"


def _energy(value: float, _: str) -> str:
    for size, unit in ((1e6, "GWh"), (1e3, "MWh")):
        if value >= size:
            return f"{value / size:,.3g} {unit}"
    return f"{value:,.3g} kWh"


def _mass(value: float, _: str) -> str:
    if value < _THOUSAND:
        return f"{value:,.3g} kg CO2e"
    return f"{_three(value / _THOUSAND)} t CO2e"


def _memory(value: float, _: str) -> str:
    return f"{value / 1e9:,.3g} GB"


def _plain(value: float, unit: str) -> str:
    if unit == "1" and float(value).is_integer() and abs(value) < _COUNTED:
        return f"{value:,.0f}"
    text = scaled(value) if abs(value) >= _THOUSAND else compact(value)
    return text if unit in ("1", "parameter") else f"{text} {unit}"


def _tokens(value: float, _: str) -> str:
    if float(value).is_integer() and value < _COUNTED:
        return f"{value:,.0f} tokens"
    return f"{scaled(value)} tokens"


def _token_rate(value: float, _: str) -> str:
    return f"{value:,.4g} tokens/s" if value < 1e4 else f"{value:,.0f} tokens/s"  # noqa: PLR2004 - no powers of ten


_SHARES = {"mfu", "goodput", "overhead", "power_draw"}
_WRITERS: Mapping[str, Callable[[float, str], str]] = {
    "USD": _money,
    "USD/hour": _price,
    "hour": _hours,
    "day": _days,
    "FLOP": _flop,
    "FLOP/token": _flop,
    "FLOP/s": _rate,
    "kWh": _energy,
    "kg CO2e": _mass,
    "byte": _memory,
    "token": _tokens,
    "token/s": _token_rate,
}
