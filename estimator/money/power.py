"""What it draws: electricity and greenhouse gases of a run."""

from functools import lru_cache

from msgspec import Struct

from estimator.calculation.quantity import Fact, Given, Quantity
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Grid
from estimator.equations import cost, energy
from estimator.request import Request
from estimator.run.run import Run


class Power(Struct, frozen=True):
    """Electricity, emissions and, where its price was given, the electricity's cost. None when unknown."""

    energy: Quantity | None = None
    emissions: Quantity | None = None
    electricity_cost: Quantity | None = None
    place: str = ""

    @property
    def quantities(self) -> list[Quantity]:
        """The results that exist."""
        return [q for q in (self.energy, self.emissions, self.electricity_cost) if q]


def power(run: Run, hours: Quantity, catalogue: Catalogue) -> Power:
    """The electricity of some accelerator-hours, in the data centre and on the grid of a run's request."""
    request, accelerator = run.request, run.accelerator
    if accelerator.board_power is None:
        return Power()
    used = energy.energy.of(
        hours,
        accelerator.board_power.quantity("board_power"),
        usual("server_factor", accelerator, catalogue),
        usual("power_draw", accelerator, catalogue),
        pue(request, catalogue),
    )
    place, intensity = _grid(request, catalogue)
    emitted = energy.emissions.of(used, intensity)
    bill = None
    if request.electricity_price:
        rate = Quantity("electricity_price", request.electricity_price, Given("power"))
        bill = cost.electricity_cost.of(used, rate)
    return Power(used, emitted, bill, place)


def pue(request: Request, catalogue: Catalogue) -> Quantity:
    """The PUE of a request: as given, as its provider reports, or usual."""
    if request.pue:
        return Quantity("pue", request.pue, Given("pue"))
    provider = catalogue.provider(request.provider) if request.provider else None
    if provider and provider.pue:
        return Quantity("pue", provider.pue.value, Fact(provider.pue.source, provider.pue.verified))
    return catalogue.assumption("pue").quantity("pue")


def _grid(request: Request, catalogue: Catalogue) -> tuple[str, Quantity]:
    """The place and its carbon intensity: the grid named, that of the cloud region, or the world's average."""
    if request.grid and request.grid[0].isdigit():
        return "your grid", Quantity("grid_intensity", float(request.grid), Given("grid"))
    grid = _named_grid(request, catalogue)
    if grid:
        whose = " (your team's grid)" if "grid" in dict(request.by_team) else ""
        return f"{grid.name}{whose}", grid.intensity.quantity("grid_intensity")
    unknown = f" (that of {request.region} is not known)" if request.region else ""
    world = catalogue.assumption("grid_intensity").quantity("grid_intensity")
    return f"the world's average grid{unknown}", world


def _named_grid(request: Request, catalogue: Catalogue) -> Grid | None:
    if request.grid:
        return catalogue.grid(request.grid)
    if not request.region:
        return None
    provider = catalogue.provider(request.provider).id if request.provider else None
    return catalogue.region_grid(request.region, provider)


def usual(name: str, accelerator: Accelerator, catalogue: Catalogue) -> Quantity:
    """The most special default that names the accelerator or its family: v5p, then TPU, then any."""
    return _usual(name, accelerator.id, catalogue)


@lru_cache(maxsize=512)
def _usual(name: str, accelerator: str, catalogue: Catalogue) -> Quantity:
    families = [part.replace("-", "_") for part in (accelerator, accelerator.rpartition("-")[0])]
    families += [accelerator.split("-", maxsplit=1)[0]]
    known = {entry.id for entry in catalogue.assumptions}
    wanted = [f"{name}_{family}" for family in families] + [name]
    return catalogue.assumption(next(identity for identity in wanted if identity in known)).quantity(name)
