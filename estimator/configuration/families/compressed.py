"""DeepSeek-V4: compressed attention, whose one key for all heads is the value too, and hyper-connections."""

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoders import PREDICTION_LAYERS
from estimator.configuration.families.experts import one_count
from estimator.configuration.families.keys import HEADS, Keys
from estimator.configuration.families.parts import Attention, FeedForward, assemble
from estimator.errors import RequestError

# how many tokens a layer's compressor makes one of, by the layer's type
_RATES = {"sliding_attention": 0, "compressed_sparse_attention": 4, "heavily_compressed_attention": 128}
_SPARSE = 4
_DENSE = 128


def deepseek_v4_shape(keys: Keys) -> Shape:
    """The shape, with the window that all layers have; what their compressors add stands beside.

    Of the compressed tokens a layer sees no more than its indexer picks, so these widen the window.
    """
    layers, width, size = keys.layers, keys.width, keys.count("head_dim")
    rates = _rates(keys)
    sparse, dense = rates.count(_SPARSE), rates.count(_DENSE)
    index_heads, index_size = keys.count("index_n_heads"), keys.count("index_head_dim")
    attention = Attention(
        layers=layers,
        heads=keys.count(*HEADS),
        kv_heads=1,
        head_size=size,
        window_layers=layers,
        window=keys.count("sliding_window") + sparse * keys.count("index_topk") // layers,
        query_rank=keys.count("q_lora_rank"),
        output_rank=keys.count("o_lora_rank"),
        output_groups=keys.count("o_groups"),
    )
    streams = keys.count("hc_mult")
    mixed = 2 * layers * (2 + streams) * streams + streams
    matrices = {
        "compressors": 2 * width * size * (2 * sparse + dense),
        "indexers": sparse * (4 * width * index_size + index_heads * (attention.query_rank * index_size + width)),
        "hyper-connections": mixed * streams * width,
    }
    extras = {
        "norms": (2 * layers + 1) * width + layers * (attention.query_rank + size) + size * (sparse + dense),
        "positions and norms of the compressors": sparse * (_SPARSE * 2 * (size + index_size) + index_size)
        + dense * _DENSE * size,
        "vectors of the hyper-connections": mixed + 2 * layers * 3 + 1,
        "attention sinks": layers * attention.heads,
    }
    return assemble(
        keys,
        attention,
        _experts(keys),
        extras,
        tied=False,
        prediction_layers=keys.optional(*PREDICTION_LAYERS),
        matrices=matrices,
    )


def _rates(keys: Keys) -> list[int]:
    """The compression of each layer; the config may list that of the prediction module too, at the end."""
    if kinds := keys.list("layer_types", keys.layers):
        found = [_RATES.get(str(kind), -1) for kind in kinds]
    else:
        listed = keys.list("compress_ratios")[: keys.layers]
        found = [rate if isinstance(rate, int) else -1 for rate in listed] or _usual_rates(keys.layers)
    if len(found) != keys.layers or not set(found) <= set(_RATES.values()):
        raise RequestError(
            f"The config.json should say how much each of the {keys.layers} layers compresses: 0, 4 or 128 "
            "in 'compress_ratios', or a name in 'layer_types'."
        )
    return found


def _usual_rates(layers: int) -> list[int]:
    """Two heavily compressed layers, then sparse and heavy ones in turn."""
    return [_SPARSE if layer > 1 and layer % 2 else _DENSE for layer in range(layers)]


def _experts(keys: Keys) -> FeedForward:
    width = one_count(keys, ("moe_intermediate_size",))
    return FeedForward(
        layers=0,
        width=0,
        expert_layers=keys.layers,
        experts=keys.count("n_routed_experts"),
        experts_per_token=keys.count("num_experts_per_tok"),
        expert_width=width,
        shared_width=width if keys.optional("n_shared_experts") else 0,
    )
