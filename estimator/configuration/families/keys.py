"""A config.json read with care: each key by any of its names, a number where a number is due, a sentence otherwise."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from estimator.errors import RequestError

WIDTH = ("hidden_size", "n_embd", "d_model", "n_embed", "model_dim", "dim", "hidden_dim", "word_embed_proj_dim")
LAYERS = ("num_hidden_layers", "n_layer", "n_layers", "num_layers")
VOCABULARY = ("vocab_size", "padded_vocab_size")
HEADS = ("num_attention_heads", "n_head", "n_heads", "num_heads")
KV_HEADS = ("num_key_value_heads", "num_kv_heads", "n_head_kv", "kv_n_heads", "multi_query_group_num")
HEAD_SIZE = ("head_dim", "attention_head_dim", "kv_channels", "d_kv")
FEED_FORWARD_WIDTH = (
    "intermediate_size",
    "block_ff_dim",
    "ffn_hidden_size",
    "n_inner",
    "ffn_dim",
    "ffn_hidden_dim",
    "ff_intermediate_size",
    "d_ff",
)
CONTEXT = (
    "max_position_embeddings",
    "n_positions",
    "max_seq_len",
    "max_sequence_length",
    "seq_length",
    "model_max_length",
    "n_ctx",
)
MOST = 100_000_000
MAXIMUM_LAYERS = 10_000


class Keys(Struct, frozen=True):
    """The keys of one config.json, with what the family takes for those that its files leave out.

    `borrowed` collects the numbers that were not in the file and came from the defaults.
    """

    values: Mapping[str, object]
    family: str
    defaults: Mapping[str, object] = field(default_factory=dict)
    borrowed: dict[str, object] = field(default_factory=dict)

    def with_defaults(self, **defaults: object) -> "Keys":
        """The same keys with further defaults, for what neither the file nor a default before says."""
        return replace(self, defaults={**defaults, **self.defaults})

    def with_values(self, **values: object) -> "Keys":
        """The same keys with some said otherwise."""
        return replace(self, values={**self.values, **values})

    def count(self, *names: str, default: int | None = None, least: int = 1) -> int:
        """The whole number under the first name that is there, else the family's default, else `default`.

        Raises RequestError when there is none, and for what is no whole number from `least` to a hundred million.
        """
        found = self.find(*names)
        if found is None:
            if default is None:
                raise RequestError(
                    f"The config.json has no {names[0]!r}, and {self.family!r} does not say what it is without.",
                    "Add the key, or give the parameters yourself: `70B 2T h100`.",
                )
            return default
        name, value = found
        return whole_number(name, value, least)

    def optional(self, *names: str) -> int:
        """The whole number under the first name that is there, or 0: for what a model may do without."""
        return self.count(*names, default=0, least=0)

    def flag(self, name: str, default: bool = False) -> bool:
        """The yes or no under a name. Raises RequestError for anything else."""
        found = self.find(name)
        if found is None:
            return default
        if not isinstance(found[1], bool):
            raise RequestError(f"{name!r} in the config.json is {_shown(found[1])}; it should be true or false.")
        return found[1]

    def list(self, name: str, length: int | None = None) -> Sequence[object]:
        """The list under a name, or an empty one. Raises RequestError when it has not `length` members."""
        found = self.find(name)
        if found is None:
            return ()
        value = found[1]
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise RequestError(f"{name!r} in the config.json is {_shown(value)}; it should be a list.")
        if length is not None and len(value) != length:
            raise RequestError(f"{name!r} in the config.json has {len(value)} members for {length} layers.")
        return value

    def text(self, name: str) -> str:
        """The text under a name, or an empty one."""
        found = self.find(name)
        return found[1] if found is not None and isinstance(found[1], str) else ""

    def inner(self, name: str) -> "Keys":
        """The keys of an object inside the config.json. Raises RequestError when it is not there."""
        found = self.find(name)
        if found is None or not isinstance(found[1], Mapping):
            raise RequestError(f"The config.json has no {name!r}, which a model of {self.family!r} needs.")
        return Keys(found[1], self.family)

    def has(self, name: str) -> bool:
        """Whether a name is there with a value."""
        return self.find(name) is not None

    def find(self, *names: str) -> tuple[str, object] | None:
        """The first name with a value, and that value; a null in the file is no value, whatever the default."""
        for name in names:
            if self.values.get(name) is not None:
                return name, self.values[name]
        if any(name in self.values for name in names):
            return None
        for name in names:
            if self.defaults.get(name) is not None:
                self.borrowed[name] = self.defaults[name]
                return name, self.defaults[name]
        return None

    @property
    def layers(self) -> int:
        """How many layers. Raises RequestError above ten thousand."""
        layers = self.count(*LAYERS)
        if layers > MAXIMUM_LAYERS:
            raise RequestError(f"The config.json says {layers:,} layers; no model has more than {MAXIMUM_LAYERS:,}.")
        return layers

    @property
    def width(self) -> int:
        """Features of a token between layers."""
        return self.count(*WIDTH)


def whole_number(name: str, value: object, least: int = 0) -> int:
    """A value as a whole number from `least` to a hundred million. Raises RequestError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or value % 1:  # noqa: PLR0124 - NaN
        raise RequestError(f"{name!r} in the config.json is {_shown(value)}; it should be a whole number.")
    if not least <= value <= MOST:
        raise RequestError(f"{name!r} in the config.json is {value:,}; it should be from {least} to {MOST:,}.")
    return int(value)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"  # noqa: PLR2004 - a line of a message
