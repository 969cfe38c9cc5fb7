"""How long a training step takes, in multiples of its matrix products at peak: one function, one effect."""

WEIGHTS_PER_LAYER_WIDTH = 12
USUAL_ASPECT = 100


def usual_width(active_parameters: float) -> float:
    """Width of a usual dense model of that size: layers are width / 100, a layer holds 12 × width² weights."""
    return float((active_parameters * USUAL_ASPECT / WEIGHTS_PER_LAYER_WIDTH) ** (1 / 3))


def usual_layers(active_parameters: float, width: float) -> float:
    """Layers of a plain transformer of that width: a layer holds 12 × width² weights."""
    return active_parameters / (WEIGHTS_PER_LAYER_WIDTH * width**2)


def attention_compute(layers: float, attention_width: float, sequence_length: float) -> float:
    """Causal attention core, forward and backward [FLOP per token]: Megatron's count, 3 × 2 × L × s × a × d."""
    return 6 * layers * attention_width * sequence_length


def memory_pass(layers: float, width: float, linear_compute: float, peak: float, memory_bandwidth: float) -> float:
    """Time to read or write a 16-bit activation once in each layer, over the time of the linear compute at peak."""
    return (2 * layers * width / memory_bandwidth) / (linear_compute / peak)


def gradient_exchange(peak: float, link_speed: float, tokens_per_accelerator: float) -> float:
    """Time to move 6 bytes a parameter (gradients out, weights in) over that of 6 FLOP a parameter and token."""
    return peak / (link_speed * tokens_per_accelerator)


def tensor_exchange(
    width: float, layers: float, active_parameters: float, peak: float, link_speed: float, degree: float
) -> float:
    """Time of four ring all-reduces a layer among `degree` accelerators, over that of the layer's products.

    Four all-reduces of 2 × width bytes a token, each moving 2 (t − 1) / t of that: arXiv 1909.08053 section 3.
    """
    return (16 * width * (degree - 1) / link_speed) / (6 * active_parameters / layers / peak)


def pipeline_bubble(stages: float, micro_batches: float) -> float:
    """Idle share of a one-forward-one-backward pipeline: (p − 1) / m, arXiv 2104.04473 section 2.2."""
    return (stages - 1) / micro_batches
