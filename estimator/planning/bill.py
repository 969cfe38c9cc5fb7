"""The whole bill of a model: the run itself and all that is paid beside it, item by item, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from estimator.calculation.equation import Equation
from estimator.calculation.papers import DEFINITION
from estimator.calculation.quantity import Assumed, Quantity
from estimator.calculation.total import total
from estimator.calculation.uncertainty import spread
from estimator.catalogue.catalogue import Catalogue
from estimator.equations import bill as equations
from estimator.equations import throughput
from estimator.errors import RequestError
from estimator.estimate import Estimate
from estimator.money.spending import overhead

NOT_INCLUDED = "data and its licences, buying hardware, serving the model, and taxes"

_KEPT = Quantity("kept_checkpoints", 10.0, Assumed("ten are kept and the oldest is overwritten"), 3, 50)
_WEIGHT = Quantity("bytes_per_weight", 2.0, Assumed("weights are taken away in 16 bits"))


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the bill [USD], with what it pays for."""

    name: str
    cost: Quantity
    why: str


@dataclass(frozen=True, slots=True)
class Bill:
    """The estimate of the run, the items, and their sum, each with its range."""

    estimate: Estimate
    items: tuple[Item, ...]
    total_cost: Quantity
    steps: tuple[Quantity, ...]


# To add an item, write its equation and put it here. Each finds its inputs by name: in the run, in what was worked
# out before it, or among our assumptions.
_ITEMS = (
    ("Around the accelerators", equations.overhead_cost, "fast storage, network and head nodes"),
    ("Spare nodes", equations.spare_cost, "nodes held ready to replace failed ones"),
    ("Data and checkpoints", equations.storage_cost, "tokens and checkpoints in object storage while it runs"),
    ("Egress", equations.egress_cost, "the trained weights, taken out of the cloud once"),
    ("Experiments", equations.experiments_cost, "ablations, failed attempts, evaluation, as frontier models took"),
    ("Staff", equations.staff_cost, "the people who develop the model, as frontier models took"),
)


def bill(found: Estimate, catalogue: Catalogue) -> Bill:
    """The bill of an estimated run. Raises RequestError when no price is known."""
    rent, hours = found.answer["compute_cost"], found.answer["accelerator_hours"]
    if rent is None or hours is None:
        raise RequestError("A bill needs a price.", "Add one, for example `price=2.50`.", field="price")
    run = found.run
    time = throughput.wall_clock.of(hours, run.accelerators)
    given = (rent, time, run.tokens, run.parameters, overhead(found.request, catalogue), _KEPT, _WEIGHT)
    known = {quantity.name: quantity for quantity in given}
    known["stored_bytes"] = _applied(equations.stored_bytes, known, catalogue)
    items = [Item("Accelerators", rent, "the rent of the run itself, restarts included")]
    for name, equation, why in _ITEMS:
        known[equation.name] = _applied(equation, known, catalogue)
        items.append(Item(name, known[equation.name], why))
    ranged = spread([total("total_cost", DEFINITION, *((item.cost,) for item in items))]).steps
    priced = tuple(Item(item.name, ranged[item.cost.name], item.why) for item in items)
    return Bill(found, priced, ranged["total_cost"], tuple(ranged.values()))


def _applied(equation: Equation, known: Mapping[str, Quantity], catalogue: Catalogue) -> Quantity:
    wanted = [name for name in equation.parameters if name not in equation.constants]
    return equation.of(*(known.get(name) or catalogue.assumption(name).quantity(name) for name in wanted))
