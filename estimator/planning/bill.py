"""The whole bill of a model: the run itself and all that is paid beside it, item by item, each with its reason."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from estimator.calculation.equation import Equation
from estimator.calculation.papers import DEFINITION
from estimator.calculation.quantity import Assumed, Given, Quantity
from estimator.calculation.total import total
from estimator.calculation.uncertainty import spread
from estimator.catalogue.catalogue import Catalogue
from estimator.equations import bill as equations
from estimator.equations import throughput
from estimator.errors import RequestError
from estimator.estimate import CHOSEN, Estimate
from estimator.money.spending import overhead

NOT_INCLUDED = "data and its licences, buying hardware, serving the model, and taxes"

_KEPT = Quantity("kept_checkpoints", 10.0, Assumed("ten are kept and the oldest is overwritten"), 3, 50)
_WEIGHT = Quantity("bytes_per_weight", 2.0, Assumed("weights are taken away in 16 bits"))


class Item(Struct, frozen=True):
    """One line of the bill [USD], with what it pays for and the word that changes it."""

    name: str
    cost: Quantity
    why: str
    word: str = ""


class Said(Struct, frozen=True):
    """What a person says of an item: a share, an amount of money [USD], or that it is left out."""

    share: float | None = None
    cost: float | None = None
    is_out: bool = False


class Bill(Struct, frozen=True):
    """The estimate of the run, the items, and their sum, each with its range; and the items that were left out."""

    estimate: Estimate
    items: tuple[Item, ...]
    total_cost: Quantity
    left_out: tuple[str, ...]
    steps: tuple[Quantity, ...]


class _Kind(NamedTuple):
    """An item: the word that changes it, its name, equation and reason, and the share that it is, if any."""

    word: str
    name: str
    equation: Equation
    why: str
    share: str = ""


FAILURES = "failures"
# To add an item, write its equation and put it here. Each finds its inputs by name: in the run, in what was worked
# out before it, or among our assumptions.
KINDS = (
    _Kind(
        "overhead",
        "Around the accelerators",
        equations.overhead_cost,
        "fast storage, network and head nodes",
        "overhead",
    ),
    _Kind("spares", "Spare nodes", equations.spare_cost, "nodes held ready to replace failed ones", "spare_nodes"),
    _Kind(
        "storage",
        "Data and checkpoints",
        equations.storage_cost,
        "tokens and checkpoints in object storage while it runs",
    ),
    _Kind("egress", "Egress", equations.egress_cost, "the trained weights, taken out of the cloud once"),
    _Kind(
        "experiments",
        "Experiments",
        equations.experiments_cost,
        "ablations, failed attempts, evaluation: a share of the run, as frontier models took",
        "experiments_share",
    ),
    _Kind(
        "staff",
        "Staff",
        equations.staff_cost,
        "the people who develop the model: a share of all that it costs, as frontier models took",
        "staff_share",
    ),
)


def bill(found: Estimate, catalogue: Catalogue, said: Mapping[str, Said] | None = None) -> Bill:
    """The bill of an estimated run, with what is said of items by their words.

    Raises RequestError when no price is known.
    """
    rent, hours = found.answer["compute_cost"], found.answer["accelerator_hours"]
    if rent is None or hours is None:
        raise RequestError("A bill needs a price.", "Add one, for example `price=2.50`.", field="price")
    run, said = found.run, said or {}
    time = throughput.wall_clock.of(hours, run.accelerators)
    given = (rent, time, run.tokens, run.parameters, overhead(found.request, catalogue), _KEPT, _WEIGHT)
    known = {quantity.name: quantity for quantity in (*given, *_uptime(found))}
    known["stored_bytes"] = _applied(equations.stored_bytes, known, catalogue)
    items = _rent(known, said.get(FAILURES), catalogue)
    for kind in KINDS:
        known[kind.equation.name] = cost = _cost(kind, said.get(kind.word, Said()), known, catalogue)
        items.append(Item(kind.name, cost, kind.why, kind.word))
    left_out = tuple(item.name.lower() for item in items if said.get(item.word, Said()).is_out)
    kept = [item for item in items if item.name.lower() not in left_out]
    ranged = spread([total("total_cost", DEFINITION, *((item.cost,) for item in kept))], CHOSEN).steps
    priced = tuple(replace(item, cost=ranged[item.cost.name]) for item in kept)
    return Bill(found, priced, ranged["total_cost"], left_out, tuple(ranged.values()))


def _uptime(found: Estimate) -> Iterator[Quantity]:
    """The share of the time that failures leave, where the estimate has one: a given MFU holds it, unsaid."""
    yield from (step for step in found.steps if step.name == "mfu_uptime" and step.value < 1)


def _rent(known: Mapping[str, Quantity], failures: Said | None, catalogue: Catalogue) -> list[Item]:
    """The rent, apart from that of the time lost to failures where that is known, or what is said of it.

    Raises RequestError where failures are said, and cannot be told from the rest.
    """
    if "mfu_uptime" not in known:
        if failures:
            raise RequestError("The time lost to failures is within the MFU that you gave.", "Leave out `failures=`.")
        return [Item("Accelerators", known["compute_cost"], "the rent of the run itself, restarts included")]
    running, lost = (_applied(one, known, catalogue) for one in (equations.running_cost, equations.restart_cost))
    if failures:
        lost = Quantity(lost.name, failures.cost or 0.0, Given(FAILURES))
    why = "the rent of the time between a failure and training on, and of evaluation"
    return [
        Item("Accelerators", running, "the rent of the time that trains"),
        Item("Failures and restarts", lost, why, FAILURES),
    ]


def _cost(kind: _Kind, said: Said, known: dict[str, Quantity], catalogue: Catalogue) -> Quantity:
    """An item's cost, as said or worked out; one that is left out is nothing to those behind it."""
    if said.is_out or said.cost is not None:
        return Quantity(kind.equation.name, said.cost or 0.0, Given(kind.word))
    if said.share is not None:
        known[kind.share] = Quantity(kind.share, said.share, Given(kind.word))
    return _applied(kind.equation, known, catalogue)


def _applied(equation: Equation, known: Mapping[str, Quantity], catalogue: Catalogue) -> Quantity:
    wanted = [name for name in equation.parameters if name not in equation.constants]
    return equation.of(*(known.get(name) or catalogue.assumption(name).quantity(name) for name in wanted))
