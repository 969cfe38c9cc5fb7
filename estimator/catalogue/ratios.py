"""What a term costs for each dollar on demand, where nobody was seen to ask it."""

import math

from estimator.calculation.quantity import Quantity
from estimator.catalogue.entries import Assumption
from estimator.catalogue.facts import Facts


def ratio_to_on_demand(catalogue: Facts, billing: str | None, provider: str | None) -> Assumption | None:
    """The usual ratio of a term's price to the price on demand, the provider's own where it is known."""
    known = {entry.id: entry for entry in catalogue.assumptions}
    stem = f"price_ratio_{billing}".replace("-", "_")
    return known.get(f"{stem}_{provider}") or known.get(stem)


def ends(price: Quantity, share: Quantity) -> tuple[float, float]:
    """The range of a price times a share: the relative distances of two independent factors add as squares."""
    below = math.hypot(math.log(price.low / price.value), math.log(share.low / share.value))
    above = math.hypot(math.log(price.high / price.value), math.log(share.high / share.value))
    product = price.value * share.value
    return product * math.exp(-below), product * math.exp(above)
