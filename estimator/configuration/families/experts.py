"""Which layers hold experts, how many, how wide, and what every token passes beside them."""

from collections.abc import Callable

from estimator.configuration.families.keys import FEED_FORWARD_WIDTH, Keys, whole_number
from estimator.configuration.families.parts import FeedForward
from estimator.errors import RequestError

EXPERTS = ("num_local_experts", "n_routed_experts", "num_experts", "moe_num_experts")
EXPERTS_PER_TOKEN = (
    "num_experts_per_tok",
    "num_experts_per_token",
    "moe_topk",
    "moe_top_k",
    "moe_k",
    "num_selected_experts",
    "top_k_experts",
)
EXPERT_WIDTH = ("moe_intermediate_size", "expert_ffn_hidden_size", "moe_ffn_hidden_size")
SHARED_WIDTH = (
    "shared_expert_intermediate_size",
    "moe_shared_expert_intermediate_size",
    "shared_intermediate_size",
)
SHARED_EXPERTS = ("n_shared_experts", "num_shared_experts", "num_shared_expert", "moe_num_shared_experts")
DENSE_WIDTH = ("dense_intermediate_size", "intermediate_size_mlp", *FEED_FORWARD_WIDTH)


def read_feed_forward(keys: Keys, matrices: int = 3) -> FeedForward:
    """The feed-forward layers of a decoder: all dense, or with experts on the layers that the config names."""
    layers = keys.layers
    experts = one_count(keys, EXPERTS, 0)
    if experts <= 1:
        return FeedForward(layers=layers, width=keys.count(*FEED_FORWARD_WIDTH), matrices=matrices)
    holds_experts = expert_layer_rule(keys)
    expert_layers = sum(holds_experts(layer) for layer in range(layers))
    per_token = one_count(keys, EXPERTS_PER_TOKEN)
    if per_token > experts:
        raise RequestError(f"The config.json routes each token to {per_token} of {experts} experts.")
    return FeedForward(
        layers=layers - expert_layers,
        width=keys.count(*DENSE_WIDTH) if expert_layers < layers else 0,
        matrices=matrices,
        expert_layers=expert_layers,
        experts=experts,
        experts_per_token=per_token,
        expert_width=read_expert_width(keys),
        shared_width=read_shared_width(keys),
    )


def read_shared_width(keys: Keys) -> int:
    """Inner features of all shared experts of a layer together."""
    stated = keys.optional(*SHARED_WIDTH)
    return stated or one_count(keys, SHARED_EXPERTS, 0) * read_expert_width(keys)


def read_expert_width(keys: Keys) -> int:
    """Inner features of one routed expert, which have the name of a dense layer's where no other is used."""
    return one_count(keys, EXPERT_WIDTH, 0) or one_count(keys, FEED_FORWARD_WIDTH)


def expert_layer_rule(keys: Keys) -> Callable[[int], bool]:
    """Whether a layer, counted from 0, holds experts: by whichever of the customary keys the config has."""
    if keys.has("mlp_layer_types"):
        kinds = keys.list("mlp_layer_types", keys.layers)
        return lambda layer: kinds[layer] in ("sparse", "moe")
    if keys.has("moe_layers"):
        listed = tuple(keys.list("moe_layers"))
        return lambda layer: layer in listed
    if keys.has("interleave_moe_layer_step"):
        step = keys.count("interleave_moe_layer_step")
        return lambda layer: (layer + 1) % step == 0
    if keys.has("decoder_sparse_step") or keys.has("mlp_only_layers"):
        return _sparse_step_rule(keys)
    if keys.has("moe_layer_start_index"):
        return _index_rule(keys)
    return _first_dense_rule(keys)


def _sparse_step_rule(keys: Keys) -> Callable[[int], bool]:
    step, dense = keys.count("decoder_sparse_step", default=1), tuple(keys.list("mlp_only_layers"))
    return lambda layer: layer not in dense and (layer + 1) % step == 0


def _index_rule(keys: Keys) -> Callable[[int], bool]:
    start, every = keys.optional("moe_layer_start_index"), keys.count("moe_layer_interval", default=1)
    end = keys.find("moe_layer_end_index")
    last = keys.layers - 1 if end is None or end[1] == -1 else keys.optional("moe_layer_end_index")
    return lambda layer: start <= layer <= last and (layer + 1) % every == 0


def _first_dense_rule(keys: Keys) -> Callable[[int], bool]:
    first = keys.optional("first_k_dense_replace", "num_dense_layers", "moe_layer_offset")
    found = keys.find("moe_layer_freq")
    if found is not None and isinstance(found[1], list):
        listed = keys.list("moe_layer_freq", keys.layers)
        return lambda layer: bool(listed[layer])
    every = keys.count("moe_layer_freq", default=1)
    return lambda layer: layer >= first and layer % every == 0


def one_count(keys: Keys, names: tuple[str, ...], default: int | None = None) -> int:
    """A count that may be written once for every layer: all have to agree, since a shape has one."""
    found = keys.find(*names)
    if found is None or not isinstance(found[1], list):
        return keys.count(*names, default=default, least=0)
    numbers = {whole_number(found[0], member) for member in found[1]}
    if len(numbers) != 1:
        raise RequestError(
            f"{found[0]!r} in the config.json differs between layers; llmcost reads one for all of them."
        )
    return numbers.pop()
