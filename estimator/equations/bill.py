"""What a model costs beside the rent of the accelerators that train it."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import COTTIER_2024, DEFINITION


@equation(source=DEFINITION)
def running_cost(compute_cost: float, mfu_uptime: float) -> float:
    """Rent of the time that trains."""
    return compute_cost * mfu_uptime


@equation(source=DEFINITION)
def restart_cost(compute_cost: float, mfu_uptime: float) -> float:
    """Rent of the time that failures, restarts and evaluation take."""
    return compute_cost * (1 - mfu_uptime)


@equation(source=DEFINITION)
def spare_cost(compute_cost: float, spare_nodes: float) -> float:
    """Nodes that wait for others to fail."""
    return compute_cost * spare_nodes


@equation(source=DEFINITION)
def overhead_cost(compute_cost: float, overhead: float) -> float:
    """Fast storage, network and head nodes around the accelerators."""
    return compute_cost * overhead


@equation(source=DEFINITION)
def stored_bytes(
    tokens: float,
    bytes_per_token: float,
    parameters: float,
    checkpoint_bytes_per_parameter: float,
    kept_checkpoints: float,
) -> float:
    """The tokens and the checkpoints that are kept at a time."""
    return tokens * bytes_per_token + kept_checkpoints * parameters * checkpoint_bytes_per_parameter


@equation(source=DEFINITION)
def storage_cost(
    stored_bytes: float,
    object_storage_price: float,
    wall_clock: float,
    bytes_per_gigabyte: float = 1e9,
    days_per_month: float = 30.4375,
) -> float:
    """Object storage for as long as the run takes."""
    return stored_bytes / bytes_per_gigabyte * object_storage_price * wall_clock / days_per_month


@equation(source=DEFINITION)
def egress_cost(
    parameters: float, bytes_per_weight: float, egress_price: float, bytes_per_gigabyte: float = 1e9
) -> float:
    """The trained weights, taken out of the cloud once."""
    return parameters * bytes_per_weight * egress_price / bytes_per_gigabyte


@equation(source=COTTIER_2024)
def experiments_cost(compute_cost: float, experiments_share: float) -> float:
    """Compute of experiments, failed attempts and evaluation, at the price of the run."""
    return compute_cost * experiments_share


@equation(source=COTTIER_2024)
def staff_cost(compute_cost: float, experiments_cost: float, staff_share: float) -> float:
    """Staff as a share of a development whose other part is compute."""
    return (compute_cost + experiments_cost) * staff_share / (1 - staff_share)
