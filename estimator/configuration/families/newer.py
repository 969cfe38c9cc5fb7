"""Decoders with one thing of their own: GPT-OSS, Llama 4, Arctic, MiniMax M3, DiffLlama, Command A with experts."""

from msgspec.structs import replace

from estimator.catalogue.shape import Shape
from estimator.configuration.families.decoder_table import ALWAYS, Decoder
from estimator.configuration.families.decoders import decoder_shape, read_windows, weights_beside
from estimator.configuration.families.experts import read_feed_forward
from estimator.configuration.families.keys import Keys
from estimator.configuration.families.parts import assemble, read_attention


def gpt_oss_shape(keys: Keys) -> Shape:
    """GPT-OSS: every second layer sees a window; biases on attention, router and experts; a sink for each head."""
    keys = keys.with_defaults(attention_bias=True)
    family = Decoder(query_bias="attention_bias", output_bias="attention_bias", feed_forward_bias=ALWAYS)
    attention = read_attention(keys, keys.layers)
    window_layers, window = read_windows(keys, keys.layers, full_every=2)
    attention = replace(attention, window_layers=window_layers, window=window)
    feed_forward = read_feed_forward(keys)
    extras = weights_beside(keys, family, attention, feed_forward)
    extras["attention sinks"] = keys.layers * attention.heads
    extras["biases of the routers"] = feed_forward.expert_layers * feed_forward.experts
    return assemble(keys, attention, feed_forward, extras, tied=False)


def llama4_shape(keys: Keys) -> Shape:
    """Llama 4: one expert for each token and one for all, on every layer or every second."""
    keys = keys.with_defaults(interleave_moe_layer_step=1)
    attention = read_attention(keys, keys.layers)
    feed_forward = replace(read_feed_forward(keys), shared_width=keys.count("intermediate_size"))
    extras = weights_beside(keys, Decoder(), attention, feed_forward)
    return assemble(keys, attention, feed_forward, extras, tied=False)


def arctic_shape(keys: Keys) -> Shape:
    """Arctic: beside the experts of each layer a dense feed-forward as wide as the model, passed by every token."""
    attention = read_attention(keys, keys.layers)
    feed_forward = read_feed_forward(keys)
    if keys.flag("parallel_attn_mlp_res"):
        feed_forward = replace(feed_forward, shared_width=keys.width)
    family = Decoder(norms=3 if keys.flag("parallel_attn_mlp_res") else 2)
    extras = weights_beside(keys, family, attention, feed_forward)
    return assemble(keys, attention, feed_forward, extras, tied=False)


def diffllama_shape(keys: Keys) -> Shape:
    """DiffLlama: LLaMA with the difference of two attentions, weighed by four vectors in each layer."""
    shape = decoder_shape(keys)
    vectors = 4 * shape.layers * shape.head_size
    return replace(
        shape,
        other_parameters=shape.other_parameters + vectors,
        other_reason=f"{shape.other_reason}, weights of the difference",
    )


def cohere2_moe_shape(keys: Keys) -> Shape:
    """Command A with experts: dense layers in front may have a width of their own."""
    dense = keys.optional("prefix_dense_intermediate_size")
    return decoder_shape(keys.with_values(dense_intermediate_size=dense) if dense else keys)


def phi_msft_shape(keys: Keys) -> Shape:
    """Phi 1 and 2 as first published, whose config may leave the feed-forward's width to be four widths."""
    return decoder_shape(
        replace(keys.with_values(intermediate_size=keys.optional("n_inner") or 4 * keys.width), family="phi")
    )


def minimax_m3_shape(keys: Keys) -> Shape:
    """MiniMax M3: on most layers an indexer, of small queries and one key, picks the blocks that attention sees."""
    shape = decoder_shape(keys)
    nested = keys.inner("sparse_attention_config") if keys.has("sparse_attention_config") else keys
    heads = nested.count("sparse_num_index_heads", "index_n_heads", default=4)
    size = nested.count("sparse_index_dim", "index_head_dim", default=128)
    kinds = keys.list("layer_types", keys.layers)
    listed = nested.list("sparse_attention_freq", keys.layers) or [kind == "minimax_m3_sparse" for kind in kinds]
    indexed = sum(bool(flag) for flag in listed)
    return replace(
        shape,
        other_matrices=shape.other_matrices + indexed * keys.width * (heads + 1) * size,
        other_parameters=shape.other_parameters + indexed * 2 * size,
        other_reason=", ".join([shape.other_reason, *(["sparse-attention indexer"] if indexed else [])]),
    )
