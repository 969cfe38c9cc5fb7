"""What the weights that a device holds take, in bytes: the weights, their gradients and the optimizer."""

from estimator.calculation.equation import equation
from estimator.calculation.papers import (
    DEFINITION,
    DETTMERS_2023,
    HINTON_2015,
    RAFAILOV_2023,
    RAJBHANDARI_2019,
    ZHAO_2023,
)


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


@equation(source=DETTMERS_2023, name="bytes_per_weight")
def quantised_weight_bytes(
    parameters: float,
    embedding_parameters: float,
    bytes_per_quantised_weight: float = 4.127 / 8,
    bytes_per_embedding: float = 2,
) -> float:
    """The mean of weights in 4 bits, 0.127 more for the constants of their blocks, and vocabulary matrices in 16."""
    return bytes_per_quantised_weight + (bytes_per_embedding - bytes_per_quantised_weight) * min(
        embedding_parameters / parameters, 1
    )


@equation(source=DETTMERS_2023, name="adapter_memory")
def whole_adapter_memory(
    adapter_parameters: float, tensor: float, pipeline: float, bytes_per_adapter_weight: float
) -> float:
    """Adapters on one device with all that training them takes; the frozen weights have neither: ZeRO 0 to 2."""
    return bytes_per_adapter_weight * adapter_parameters / (tensor * pipeline)


@equation(source=ZHAO_2023, name="adapter_memory")
def shared_adapter_memory(
    adapter_parameters: float, tensor: float, pipeline: float, shard_group: float, bytes_per_adapter_weight: float
) -> float:
    """Adapters with all that training them takes, shared by the group like the weights: ZeRO 3."""
    return bytes_per_adapter_weight * adapter_parameters / (tensor * pipeline * shard_group)


@equation(source=ZHAO_2023)
def offloaded_weights(shard_parameters: float, bytes_per_weight: float) -> float:
    """Weights of one device that wait in the host's memory, from where they are gathered."""
    return bytes_per_weight * shard_parameters


@equation(source=RAFAILOV_2023)
def reference_memory(weight_memory: float) -> float:
    """A frozen copy of the model, kept like the model's own weights."""
    return weight_memory


@equation(source=HINTON_2015, name="reference_memory")
def teacher_memory(weight_memory: float, reference_parameters: float, parameters: float) -> float:
    """A frozen teacher, split and shared like the weights of the model that learns from it."""
    return weight_memory * reference_parameters / parameters


@equation(source=DEFINITION)
def memory_capacity(labelled_memory: float, addressable_share: float) -> float:
    """Memory that a program can address, from the number on the label."""
    return addressable_share * labelled_memory


@equation(source=DEFINITION)
def usable_memory(usable_share: float, memory_capacity: float) -> float:
    """Memory that can be filled before fragmentation ends a run."""
    return usable_share * memory_capacity
