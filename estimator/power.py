"""What it draws: electricity and greenhouse gases of a run."""

from dataclasses import dataclass

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.equations import cost, energy
from estimator.quantity import Fact, Given, Quantity
from estimator.request import Request


@dataclass(frozen=True, slots=True)
class Power:
    """Electricity, emissions and, where its price was given, the electricity's cost. None when unknown."""

    energy: Quantity | None = None
    emissions: Quantity | None = None
    electricity_cost: Quantity | None = None
    place: str = ""

    @property
    def quantities(self) -> list[Quantity]:
        """The results that exist."""
        return [q for q in (self.energy, self.emissions, self.electricity_cost) if q]


def power(request: Request, accelerator: Accelerator, hours: Quantity, catalogue: Catalogue) -> Power:
    """The electricity of some accelerator-hours, in the data centre and on the grid of a request."""
    if accelerator.board_power is None:
        return Power()
    drawn = energy.energy.of(
        hours,
        accelerator.board_power.quantity("board_power"),
        catalogue.accelerator_assumption("server_factor", accelerator),
        catalogue.accelerator_assumption("power_draw", accelerator),
        _pue(request, catalogue),
    )
    grid = catalogue.grid(request.grid or _regional_grid(request, catalogue) or "world")
    emitted = energy.emissions.of(drawn, grid.intensity.quantity("grid_intensity"))
    bill = None
    if request.electricity_price:
        rate = Quantity("electricity_price", request.electricity_price, Given("power"))
        bill = cost.electricity_cost.of(drawn, rate)
    return Power(drawn, emitted, bill, grid.name)


def _pue(request: Request, catalogue: Catalogue) -> Quantity:
    if request.pue:
        return Quantity("pue", request.pue, Given("pue"))
    provider = catalogue.provider(request.provider) if request.provider else None
    if provider and provider.pue:
        return Quantity("pue", provider.pue.value, Fact(provider.pue.source, provider.pue.verified))
    return catalogue.assumption("pue")


def _regional_grid(request: Request, catalogue: Catalogue) -> str | None:
    return catalogue.grid_of_region(request.region) if request.region else None
