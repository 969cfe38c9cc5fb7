"""What an hour of an accelerator of one's own costs, by Epoch AI's method: loss in value, network and electricity.

Staff, the building, and the price of capital are left out.
"""

from math import log

from estimator.calculation.equation import equation
from estimator.calculation.papers import COTTIER_2024, DEFINITION


@equation(source=COTTIER_2024)
def purchase_price(chip_price: float, server_price_factor: float) -> float:
    """A chip with its share of the server around it, where only the chip was for sale."""
    return chip_price * server_price_factor


@equation(source=COTTIER_2024)
def hardware_price(purchase_price: float, hardware_decay: float, hours_per_year: float = 8766) -> float:
    """Loss in value in an hour when new: the price of computing falls by a power of ten in 1/δ years."""
    return purchase_price * hardware_decay * log(10) / hours_per_year


@equation(source=COTTIER_2024)
def network_price(hardware_price: float, interconnect_share: float) -> float:
    """The network's loss in value, as its share of the cluster beside the servers."""
    return hardware_price * interconnect_share / (1 - interconnect_share)


@equation(source=COTTIER_2024)
def power_price(
    board_power: float,
    server_factor: float,
    power_draw: float,
    pue: float,
    electricity_price: float,
    watt_per_kilowatt: float = 1000,
) -> float:
    """Electricity of one accelerator at work, with its server and the data centre around it."""
    return board_power * server_factor * power_draw * pue * electricity_price / watt_per_kilowatt


@equation(source=DEFINITION)
def owned_price(hardware_price: float, network_price: float, power_price: float, cluster_use: float) -> float:
    """An hour of work: what is lost in value in idle hours too is borne by those that work."""
    return (hardware_price + network_price) / cluster_use + power_price


@equation(source=DEFINITION)
def owned_cost(accelerator_hours: float, owned_price: float) -> float:
    """A run on one's own accelerators."""
    return accelerator_hours * owned_price


@equation(source=COTTIER_2024)
def fleet_purchase(accelerators: float, purchase_price: float, interconnect_share: float) -> float:
    """What is paid for accelerators with their servers, and for the network as its share of the cluster."""
    return accelerators * purchase_price / (1 - interconnect_share)


@equation(source=DEFINITION)
def worked_hours(accelerators: float, days_kept: float, cluster_use: float, hours_per_day: float = 24) -> float:
    """The hours that owned accelerators work while they are kept."""
    return accelerators * days_kept * hours_per_day * cluster_use


@equation(source=DEFINITION, name="owned_cost")
def owned_time(worked_hours: float, owned_price: float) -> float:
    """What owned accelerators cost while they are kept: they lose value, and draw power when they work."""
    return worked_hours * owned_price


@equation(source=DEFINITION)
def rented_cost(worked_hours: float, price: float) -> float:
    """The rent of the same hours."""
    return worked_hours * price


@equation(source=DEFINITION)
def break_even(hardware_price: float, network_price: float, power_price: float, price: float) -> float:
    """The share of its hours that an owned accelerator must work to be cheaper than a rented one; above 1: never."""
    return (hardware_price + network_price) / (price - power_price)
