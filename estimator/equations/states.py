"""What one device keeps of the weights, in parameters and bytes: the weights, their gradients and the optimizer."""

from math import ceil

from estimator.equation import equation
from estimator.papers import (
    DEFINITION,
    DETTMERS_2023,
    LEPIKHIN_2020,
    NARAYANAN_2021,
    RAFAILOV_2023,
    RAJBHANDARI_2019,
    ZHAO_2023,
)


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
    routed_parameters: float, stage_layers: float, layers: float, expert: float, expert_tensor: float
) -> float:
    """Weights of routed experts on one device."""
    return routed_parameters * stage_layers / layers / (expert * expert_tensor)


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


@equation(source=RAJBHANDARI_2019, name="weight_memory")
def whole_weight_memory(device_parameters: float, bytes_per_weight: float) -> float:
    """Weights that every device keeps for itself: ZeRO 0 to 2."""
    return bytes_per_weight * device_parameters


@equation(source=RAJBHANDARI_2019, name="weight_memory")
def shared_weight_memory(shard_parameters: float, bytes_per_weight: float) -> float:
    """Weights that the group shares: ZeRO 3."""
    return bytes_per_weight * shard_parameters


@equation(source=ZHAO_2023)
def gathered_memory(
    device_parameters: float, stage_layers: float, bytes_per_weight: float, layers_in_flight: float = 2
) -> float:
    """Weights of the layer at work and of the next one, gathered from the group that shares them."""
    return bytes_per_weight * layers_in_flight * device_parameters / stage_layers


@equation(source=RAJBHANDARI_2019, name="gradient_memory")
def whole_gradient_memory(device_parameters: float, bytes_per_gradient: float) -> float:
    """Gradients that every device keeps for itself: ZeRO 0 and 1."""
    return bytes_per_gradient * device_parameters


@equation(source=RAJBHANDARI_2019, name="gradient_memory")
def shared_gradient_memory(shard_parameters: float, bytes_per_gradient: float) -> float:
    """Gradients that the group shares: ZeRO 2 and 3."""
    return bytes_per_gradient * shard_parameters


@equation(source=RAJBHANDARI_2019, name="optimizer_memory")
def whole_optimizer_memory(device_parameters: float, bytes_per_optimizer_state: float) -> float:
    """Optimizer states that every device keeps for itself: ZeRO 0."""
    return bytes_per_optimizer_state * device_parameters


@equation(source=RAJBHANDARI_2019, name="optimizer_memory")
def shared_optimizer_memory(shard_parameters: float, bytes_per_optimizer_state: float) -> float:
    """Optimizer states that the group shares: ZeRO 1 to 3."""
    return bytes_per_optimizer_state * shard_parameters


@equation(source=DETTMERS_2023)
def adapter_memory(
    adapter_parameters: float, tensor: float, pipeline: float, bytes_per_adapter_weight: float = 16
) -> float:
    """Adapters on one device with all that training them takes; the frozen weights have neither."""
    return bytes_per_adapter_weight * adapter_parameters / (tensor * pipeline)


@equation(source=RAFAILOV_2023)
def reference_memory(weight_memory: float) -> float:
    """A frozen copy of the model, kept like the model's own weights."""
    return weight_memory


@equation(source=DEFINITION)
def usable_memory(usable_share: float, memory_capacity: float) -> float:
    """Memory that can be filled before fragmentation ends a run."""
    return usable_share * memory_capacity
