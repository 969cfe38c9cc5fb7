"""From hours to kilowatt-hours and greenhouse gases."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import COTTIER_2024, DEFINITION


@equation(source=COTTIER_2024)
def energy(
    accelerator_hours: float,
    board_power: float,
    server_factor: float,
    power_draw: float,
    pue: float,
    watt_per_kilowatt: float = 1000,
) -> float:
    """Electricity of the run: board power, the rest of the server, average draw, and the data centre around it.

    PUE multiplies the energy of the server, never that of the chip alone.
    """
    return accelerator_hours * board_power * server_factor * power_draw * pue / watt_per_kilowatt


@equation(source=DEFINITION)
def emissions(energy: float, grid_intensity: float) -> float:
    """Greenhouse gases of the electricity, location-based."""
    return energy * grid_intensity
