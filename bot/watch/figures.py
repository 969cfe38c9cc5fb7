"""What a watched estimate rests on, and what of it has moved since."""

from collections.abc import Mapping
from dataclasses import dataclass

from estimator.calculation.numbers import per_cent
from estimator.calculation.quantity import Given, Quantity
from estimator.estimate import Estimate
from estimator.render.figures import figure
from service.market import Market, MarketPrice

SMALLEST_MOVE = 0.01
MARKET_AWAY = 0.1
MARKET_AGAIN = 0.05
CAUSES = {"price": "Price", "mfu": "MFU", "training_compute": "Compute"}
RESULTS = {"compute_cost": "Cost", "accelerator_hours": "Hours", "wall_clock": "Time"}
MARKET = "market"


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved: its causes and results, each as `Price $2.95 → $2.40`, and what the market says, if it has left."""

    causes: tuple[str, ...]
    results: tuple[str, ...]
    market: str = ""

    def __bool__(self) -> bool:
        """Whether anybody should hear of it."""
        return bool(self.causes or self.results or self.market)


def figures(estimate: Estimate, market: Market | None) -> dict[str, float]:
    """The figures of an estimate by name, with what its accelerator rents for now."""
    found = {name: quantity.value for name in (*CAUSES, *RESULTS) if (quantity := estimate.answer[name])}
    now = _market_of(estimate, market)
    return found | ({MARKET: now.median} if now else {})


def moved(before: Mapping[str, float], estimate: Estimate, market: Market | None) -> Moved:
    """What moved between the figures that were kept and an estimate of today."""
    after = figures(estimate, market)
    causes, results = (
        tuple(line for name, label in labels.items() if (line := _line(name, label, before, after)))
        for labels in (CAUSES, RESULTS)
    )
    return Moved(causes, results, _left(before, estimate, market))


def _line(name: str, label: str, before: Mapping[str, float], after: Mapping[str, float]) -> str:
    if name not in before or name not in after:
        return ""
    old, new = before[name], after[name]
    if abs(new / old - 1) < SMALLEST_MOVE:
        return ""
    shown = [figure(Quantity(name, value, Given(name))) for value in (old, new)]
    sign = "−" if new < old else "+"
    return f"{label} {shown[0]} → {shown[1]} ({sign}{per_cent(abs(new / old - 1))})"


def _left(before: Mapping[str, float], estimate: Estimate, market: Market | None) -> str:
    """That the market has left the price of an estimate, where nobody was told of that before."""
    now, price = _market_of(estimate, market), estimate.answer["price"]
    if now is None or price is None or market is None or abs(now.median / price.value - 1) < MARKET_AWAY:
        return ""
    if MARKET in before and abs(now.median / before[MARKET] - 1) < MARKET_AGAIN:
        return ""
    where = "below" if now.median < price.value else "above"
    away = per_cent(abs(now.median / price.value - 1))
    return f"The market's median is ${now.median:.2f} an hour on {market.retrieved}, {away} {where} the price used"


def _market_of(estimate: Estimate, market: Market | None) -> MarketPrice | None:
    billing = estimate.request.billing or "on-demand"
    return market.of(estimate.accelerator.id, billing) if market else None
