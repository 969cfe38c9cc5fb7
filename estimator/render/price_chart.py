"""What an estimate costs at each price that can be chosen, as a chart."""

from estimator.render.answer import ShownAnswer
from estimator.render.report import Chart


def price_chart(answer: ShownAnswer) -> Chart | None:
    """A bar for each price, lowest first; None where no price is known."""
    if not answer.prices:
        return None
    labels = (f"{price.price} {price.terms}{' · used' if price.is_used else ''}" for price in answer.prices)
    return Chart("Cost at each price", "USD", tuple(labels), tuple(price.cost for price in answer.prices))
