"""A quantity as people read it: dollars, hours, FLOP, per cent, with its range."""

from collections.abc import Callable, Mapping

from estimator.calculation.numbers import compact, measured, scaled
from estimator.calculation.quantity import Quantity

_SMALL_MONEY = 10
_FEW = 100
# whole numbers below are written out
_COUNTED = 1e6


def figure(quantity: Quantity) -> str:
    """The value with its unit: `$2.69M`, `1.50M h`, `8.40e23 FLOP`, `50 %`."""
    return written(quantity.value, quantity.term.unit, quantity.name)


def figure_range(quantity: Quantity) -> str:
    """The central 80 % range as `$1.90M – $4.00M`, or nothing for a certain quantity."""
    if quantity.is_certain:
        return ""
    unit, name = quantity.term.unit, quantity.name
    return f"{written(quantity.low, unit, name)} – {written(quantity.high, unit, name)}"


def with_range(quantity: Quantity) -> str:
    """A figure and, where it is uncertain, its 80 % range in brackets."""
    span = figure_range(quantity)
    return f"{figure(quantity)} ({span})" if span else figure(quantity)


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


def written(value: float, unit: str, name: str = "") -> str:
    """A number in its unit."""
    if name in _SHARES:
        return percent(value)
    return _WRITERS.get(unit, _plain)(value, unit)


def percent(value: float) -> str:
    """A share as per cent with at most three figures: `50 %`, `38.5 %`."""
    return f"{value * 100:.3g} %"


def _money(value: float, _: str) -> str:
    sign = "−" if value < 0 else ""
    return f"{sign}${measured(abs(value))}" if abs(value) >= _SMALL_MONEY else f"{sign}${abs(value):.2f}"


def _hours(value: float, _: str) -> str:
    return f"{measured(value)} h"


def _days(value: float, _: str) -> str:
    if value < 2:  # noqa: PLR2004 - below two days people think in hours
        return f"{measured(value * 24)} hours"
    return f"{measured(value)} days" if value < 1e3 else f"{value:,.0f} days"  # noqa: PLR2004 - no powers of ten


def _rate(value: float, _: str) -> str:
    return f"{value / 1e12:,.3g} TFLOP/s" if value < 1e15 else f"{value / 1e12:,.0f} TFLOP/s"  # noqa: PLR2004 - no powers


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
    if value < 1e3:  # noqa: PLR2004 - a tonne
        return f"{value:,.3g} kg CO2e"
    tonnes = value / 1e3
    return f"{tonnes:,.3g} t CO2e" if tonnes < 1e3 else f"{tonnes:,.0f} t CO2e"  # noqa: PLR2004 - no powers of ten


def _memory(value: float, _: str) -> str:
    return f"{value / 1e9:,.3g} GB"


def _plain(value: float, unit: str) -> str:
    if unit == "1" and float(value).is_integer() and abs(value) < _COUNTED:
        return f"{value:,.0f}"
    text = scaled(value) if abs(value) >= 1e3 else compact(value)  # noqa: PLR2004 - thousands get a letter
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
