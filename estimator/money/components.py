"""What a run costs beside the rent of its accelerators: a function for each thing, and the list that is added up."""

from collections.abc import Callable, Iterator

from estimator.calculation.papers import DEFINITION
from estimator.calculation.quantity import Given, Quantity
from estimator.calculation.total import total
from estimator.catalogue.catalogue import Catalogue
from estimator.equations import cost
from estimator.run.run import Run

Component = Callable[[Run, Quantity, Quantity, Catalogue], Quantity | None]


def overhead_cost(run: Run, hours: Quantity, rent: Quantity, catalogue: Catalogue) -> Quantity:  # noqa: ARG001 - one form for all components
    """Storage, network and head nodes, as a share of the rent."""
    said = run.request.overhead
    share = catalogue.assumption("overhead").quantity("overhead")
    return cost.overhead_cost.of(rent, share if said is None else Quantity("overhead", said, Given("overhead")))


# each takes the run, its accelerator-hours and their rent, and gives a cost in USD, or None where it has none
COMPONENTS: tuple[Component, ...] = (overhead_cost,)


def components(run: Run, hours: Quantity, rent: Quantity, catalogue: Catalogue) -> Iterator[Quantity]:
    """The cost of each thing that the run has, the rent first."""
    yield rent
    for component in COMPONENTS:
        if found := component(run, hours, rent, catalogue):
            yield found


def total_cost(parts: tuple[Quantity, ...]) -> Quantity:
    """The sum of the components."""
    return total("total_cost", DEFINITION, *((part,) for part in parts))
