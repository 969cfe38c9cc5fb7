"""From hours to dollars."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import DEFINITION


@equation(source=DEFINITION)
def compute_cost(accelerator_hours: float, price: float) -> float:
    """Rent of the accelerators for the whole run."""
    return accelerator_hours * price


@equation(source=DEFINITION)
def total_cost(compute_cost: float, overhead: float) -> float:
    """Rent of the accelerators with storage, network and head nodes on top."""
    return compute_cost * (1 + overhead)


@equation(source=DEFINITION)
def budget_left(budget: float, total_cost: float) -> float:
    """What the budget leaves; negative when it does not hold."""
    return budget - total_cost


@equation(source=DEFINITION)
def electricity_cost(energy: float, electricity_price: float) -> float:
    """What the run's electricity costs; a rented price contains it already."""
    return energy * electricity_price
