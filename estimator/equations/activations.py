"""What a token leaves behind for the backward pass, in numbers of 16 bits and in bytes; flash attention throughout.

Korthikanti et al. count 34 bytes for each feature of a plain block; without its two dropout masks that is 32: 16
numbers, of which 4 lie around the blocks, 4 in attention and 8 in the feed-forward block.
"""

from estimator.calculation.equation import equation
from estimator.calculation.papers import (
    DAO_2024,
    DEEPSEEK_V2,
    KORTHIKANTI_2022,
    LEPIKHIN_2020,
    LIU_2023,
    NARAYANAN_2021,
)


@equation(source=KORTHIKANTI_2022)
def residual_values(width: float) -> float:
    """Inputs of two norms, of attention and of the feed-forward block."""
    return 4 * width


@equation(source=KORTHIKANTI_2022)
def attention_values(head_size: float, heads: float, kv_heads: float) -> float:
    """Queries and attention's output, keys and values."""
    return 2 * head_size * (heads + kv_heads)


@equation(source=DEEPSEEK_V2, name="attention_values")
def latent_attention_values(
    heads: float, nope_size: float, rope_size: float, value_size: float, query_rank: float, kv_rank: float
) -> float:
    """Queries and keys, values and output of every head, and the latents they come from."""
    return 2 * heads * (nope_size + rope_size + value_size) + query_rank + kv_rank


@equation(source=LIU_2023)
def kv_values(head_size: float, kv_heads: float) -> float:
    """Keys and values of a layer, which go round the devices that share a sequence."""
    return 2 * head_size * kv_heads


@equation(source=DEEPSEEK_V2, name="kv_values")
def latent_kv_values(kv_rank: float, rope_size: float) -> float:
    """The latent that keys and values come from, and the keys' rotary part."""
    return kv_rank + rope_size


@equation(source=KORTHIKANTI_2022)
def feed_forward_values(feed_forward_matrices: float, feed_forward_width: float) -> float:
    """Input and output of the activation; with a gate, the gate's as well."""
    return feed_forward_matrices * feed_forward_width


@equation(source=LEPIKHIN_2020)
def expert_values(
    experts_per_token: float, feed_forward_matrices: float, expert_width: float, width: float, shared_width: float
) -> float:
    """The same in every expert that a token passes, with the token's copy sent there and the answer sent back."""
    return experts_per_token * (feed_forward_matrices * expert_width + 2 * width) + feed_forward_matrices * shared_width


@equation(source=DAO_2024)
def linear_values(linear_inner: float, linear_groups: float, linear_state: float) -> float:
    """Values, gate and output, keys and queries of a linear layer."""
    return 3 * linear_inner + 2 * linear_groups * linear_state


@equation(source=LIU_2023)
def device_tokens(micro_batch: float, sequence_length: float, context: float) -> float:
    """Tokens of a micro-batch on one device, each sequence split by context parallelism."""
    return micro_batch * sequence_length / context


@equation(source=NARAYANAN_2021)
def held_micro_batches(micro_batches: float, pipeline: float) -> float:
    """Micro-batches that the first stage keeps until their gradients return: one for each stage."""
    return min(micro_batches, pipeline)


@equation(source=KORTHIKANTI_2022, name="held_micro_batches")
def interleaved_micro_batches(pipeline: float, virtual_stages: float) -> float:
    """Micro-batches that the first stage keeps where stages take turns: some more than stages."""
    return pipeline + (pipeline - 1) / virtual_stages


@equation(source=KORTHIKANTI_2022)
def activation_memory(
    stored_values: float,
    device_tokens: float,
    held_micro_batches: float,
    stage_layers: float,
    layers: float,
    tensor: float,
    bytes_per_activation: float = 2,
) -> float:
    """Activations of the first stage, all split by tensor and sequence parallelism."""
    return bytes_per_activation * stored_values / tensor * device_tokens * held_micro_batches * stage_layers / layers


@equation(source=KORTHIKANTI_2022, name="activation_memory")
def activation_memory_without_sequence_parallel(
    stored_values: float,
    residual_values: float,
    layers: float,
    device_tokens: float,
    held_micro_batches: float,
    stage_layers: float,
    tensor: float,
    bytes_per_activation: float = 2,
) -> float:
    """Activations of the first stage where tensor parallelism leaves what lies around the blocks whole."""
    return (
        bytes_per_activation
        * ((stored_values / layers - residual_values) / tensor + residual_values)
        * device_tokens
        * held_micro_batches
        * stage_layers
    )


@equation(source=KORTHIKANTI_2022, name="activation_memory")
def recomputed_activation_memory(
    width: float,
    stored_values: float,
    layers: float,
    device_tokens: float,
    held_micro_batches: float,
    stage_layers: float,
    tensor: float,
    bytes_per_activation: float = 2,
) -> float:
    """With full recomputation: the input of every layer, and all of the one layer at work."""
    return (
        bytes_per_activation
        * device_tokens
        / tensor
        * (width * stage_layers * held_micro_batches + stored_values / layers)
    )


@equation(source=KORTHIKANTI_2022)
def logits_memory(device_tokens: float, vocabulary: float, tensor: float, bytes_per_logit: float = 4) -> float:
    """Scores of the output head in 32 bits, where it sits with the rest of the model on one stage."""
    return bytes_per_logit * device_tokens * vocabulary / tensor
