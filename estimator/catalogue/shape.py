"""The architecture of a decoder, as counts."""

from msgspec import Struct


class Shape(Struct, frozen=True):
    """The architecture of a decoder, as counts. Layers of each kind are counted apart; a kind that is absent is 0.

    `attention_layers` + `linear_layers` mix tokens, `feed_forward_layers` + `expert_layers` transform them; in most
    models both sums equal `layers`. Widths count features, `window` counts tokens, the token itself included.
    """

    layers: int
    width: int
    vocabulary: int
    attention_layers: int
    heads: int = 0
    kv_heads: int = 0
    head_size: int = 0
    feed_forward_layers: int = 0
    feed_forward_width: int = 0
    feed_forward_matrices: int = 3
    tied_embeddings: bool = False
    context: int = 0
    # sliding windows: how many of the attention layers see only `window` tokens
    window_layers: int = 0
    window: int = 0
    # compressed attention: one key that is the value too, output by groups through a rank; output_rank > 0 selects it
    output_rank: int = 0
    output_groups: int = 0
    # multi-head latent attention (MLA): latent ranks and head sizes; kv_rank > 0 selects it
    query_rank: int = 0
    kv_rank: int = 0
    nope_size: int = 0
    rope_size: int = 0
    value_size: int = 0
    # mixture of experts
    expert_layers: int = 0
    experts: int = 0
    experts_per_token: int = 0
    expert_width: int = 0
    shared_width: int = 0
    # linear layers: "mamba1", "mamba2", "gated_delta", "lightning", "kimi_delta", "rwkv", "convolution"
    linear_layers: int = 0
    linear_kind: str = ""
    linear_inner: int = 0
    linear_state: int = 0
    linear_heads: int = 0
    linear_groups: int = 0
    linear_convolution: int = 0
    # multi-token prediction modules, each one more layer with its own projection
    prediction_layers: int = 0
    # matrices that every token is multiplied with beside those above, over all layers: gates of attention, indexers
    other_matrices: int = 0
    # parameters that the widths above do not count and no token is multiplied with: biases, norms, positions
    other_parameters: int = 0
    other_reason: str = ""

    @property
    def embedding_matrices(self) -> int:
        """Embedding and output head: one matrix where they are tied."""
        return 1 if self.tied_embeddings else 2
