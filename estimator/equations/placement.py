"""Which weights one device holds under a parallel layout, in parameters."""

from math import ceil

from estimator.calculation.equation import equation
from estimator.calculation.papers import LEPIKHIN_2020, NARAYANAN_2021, RAJBHANDARI_2019


@equation(source=LEPIKHIN_2020)
def routed_parameters(
    expert_layers: float, experts: float, feed_forward_matrices: float, width: float, expert_width: float
) -> float:
    """Weights of all routed experts, which expert parallelism spreads."""
    return expert_layers * experts * feed_forward_matrices * width * expert_width


@equation(source=NARAYANAN_2021)
def stage_layers(layers: float, pipeline: float) -> float:
    """Layers of the fullest stage, where the layers do not divide evenly."""
    return ceil(layers / pipeline)


@equation(source=NARAYANAN_2021)
def device_parameters(
    parameters: float,
    embedding_parameters: float,
    stage_layers: float,
    layers: float,
    stage_embeddings: float,
    vocabulary: float,
    width: float,
    tensor: float,
) -> float:
    """Weights of the first stage on one device: its layers and its embedding, each matrix split by tensor."""
    return (
        (parameters - embedding_parameters) * stage_layers / layers + stage_embeddings * vocabulary * width
    ) / tensor


@equation(source=LEPIKHIN_2020)
def device_dense_parameters(
    parameters: float,
    routed_parameters: float,
    embedding_parameters: float,
    stage_layers: float,
    layers: float,
    stage_embeddings: float,
    vocabulary: float,
    width: float,
    tensor: float,
) -> float:
    """Weights outside the routed experts on one device of the first stage."""
    return (
        (parameters - routed_parameters - embedding_parameters) * stage_layers / layers
        + stage_embeddings * vocabulary * width
    ) / tensor


@equation(source=LEPIKHIN_2020)
def device_expert_parameters(
    routed_parameters: float, stage_layers: float, expert_layers: float, expert: float, expert_tensor: float
) -> float:
    """Weights of routed experts on one device of a stage that has expert layers only."""
    return routed_parameters * min(stage_layers, expert_layers) / expert_layers / (expert * expert_tensor)


@equation(source=RAJBHANDARI_2019)
def shard_group(data: float, context: float) -> float:
    """Devices with the same weights: they see other sequences, or other parts of one."""
    return data * context


@equation(source=LEPIKHIN_2020)
def expert_shard_group(data: float, context: float, tensor: float, expert: float, expert_tensor: float) -> float:
    """Devices with the same experts: a stage's devices over those that hold different ones."""
    return data * context * tensor / (expert * expert_tensor)


@equation(source=RAJBHANDARI_2019)
def shard_parameters(device_parameters: float, shard_group: float) -> float:
    """Weights whose states one device keeps when the group shares them."""
    return device_parameters / shard_group


@equation(source=RAJBHANDARI_2019, name="shard_parameters")
def sparse_shard_parameters(
    device_dense_parameters: float, shard_group: float, device_expert_parameters: float, expert_shard_group: float
) -> float:
    """Weights whose states one device keeps when experts are shared in a group of their own."""
    return device_dense_parameters / shard_group + device_expert_parameters / expert_shard_group
