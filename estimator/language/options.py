"""The keys of the language, `mfu=0.5`, and what may stand behind each."""

from collections.abc import Mapping

from msgspec import Struct

from estimator.language import naming, values
from estimator.language.choices import FIELDS
from estimator.language.draft import Draft
from estimator.language.layouts import DEGREES
from estimator.language.values import Reader
from estimator.language.words import ASSIGNS

_LONGEST_KEY = 5
# too short or too common to be a key without `=`
_ASSIGNED_ONLY = {"n", "d", "r", "count", "size", "steps"}
# apart, the words of these keys are two: `4M token batch tokens=2T`
_ONE_WORD = {"batch_tokens", "total_tokens", "lora_rank", "lora_r"}


class Option(Struct, frozen=True):
    """A field that a key sets: how its value is read, an example, and the choices where there are few."""

    field: str
    read: Reader
    example: str
    choices: tuple[str, ...] = ()


def _choice(name: str) -> Option:
    listed = tuple(dict.fromkeys(FIELDS[name].values()))
    return Option(name, values.choice(FIELDS[name]), f"{name}={listed[0]}", listed)


_MFU = Option("mfu", values.share_or_auto, "mfu=0.5")
_SEQUENCE = Option("sequence_length", values.length, "seq=4096")
_BATCH = Option("batch_tokens", values.batch, "batch=4M")
_POWER = Option("electricity_price", values.electricity, "power=0.12/kWh")
_COUNT = Option("accelerators", naming.accelerators, "gpus=1024")
_DEVICE = Option("accelerator", naming.accelerator, "accelerator=h100")
_PARAMETERS = Option("parameters", values.quantity, "params=70B")
_ACTIVE = Option("active_parameters", values.quantity, "active=37B")
_TEACHER = Option("teacher_parameters", naming.teacher, "teacher=70B")
_TOKENS = Option("tokens", values.tokens, "tokens=2T")
_RECOMPUTE = _choice("recompute")
_PER_NODE = Option("accelerators_per_node", values.count, "gpus_per_node=8")
_EPOCHS = Option("epochs", values.ratio, "epochs=3")
_SAMPLE = Option("sample_length", values.ratio, "completion_length=1024")
_STEPS = Option("steps", values.quantity, "steps=100k")
_DEVICE_BATCH = Option("device_batch", values.ratio, "per_device_train_batch_size=4")
_ACCUMULATION = Option("accumulation", values.ratio, "gradient_accumulation_steps=8")
_RATIO = Option("tokens_per_parameter", values.ratio, "tokens_per_parameter=20")

KEYS: Mapping[str, Option] = {
    **dict.fromkeys(("params", "param", "parameters", "parameter", "size", "n"), _PARAMETERS),
    **dict.fromkeys(("active", "active_params", "active_parameters", "activated", "active_param"), _ACTIVE),
    **dict.fromkeys(("teacher", "teacher_params", "teacher_parameters"), _TEACHER),
    **dict.fromkeys(("total", "total_params", "total_parameters"), _PARAMETERS),
    **dict.fromkeys(("tokens", "token", "tok", "toks", "d", "dataset", "training_tokens"), _TOKENS),
    "total_tokens": Option("total_tokens", values.quantity, "total_tokens=6T"),
    **dict.fromkeys(("max_completion", "max_completion_length", "completion_length", "response_length"), _SAMPLE),
    **dict.fromkeys(("epochs", "epoch", "num_epochs", "n_epochs", "train_epochs"), _EPOCHS),
    **dict.fromkeys(("num_train_epochs", "max_epochs"), _EPOCHS),
    **dict.fromkeys(("steps", "max_steps", "train_steps", "training_steps", "max_iters", "train_iters"), _STEPS),
    **dict.fromkeys(("per_device_train_batch_size", "per_device_batch_size", "per_gpu_batch_size"), _DEVICE_BATCH),
    **dict.fromkeys(("batch_size_per_gpu", "batch_size_per_device", "per_gpu_train_batch_size"), _DEVICE_BATCH),
    **dict.fromkeys(("gradient_accumulation_steps", "gradient_accumulation", "grad_accum"), _ACCUMULATION),
    **dict.fromkeys(("grad_accumulation", "accumulation_steps", "grad_acc", "grad_accum_steps"), _ACCUMULATION),
    "model": Option("model", naming.model, "model=llama-2-70b"),
    **dict.fromkeys(("gpus", "accelerators", "chips", "devices", "cards", "num_gpus", "n_gpus"), _COUNT),
    "count": _COUNT,
    **dict.fromkeys(("gpu", "accelerator", "chip", "device", "hardware"), _DEVICE),
    **dict.fromkeys(("mfu", "utilization", "utilisation", "model_flops_utilization"), _MFU),
    "price": Option("price", values.price, "price=1.8"),
    "provider": Option("provider", naming.provider, "provider=aws"),
    "cloud": Option("provider", naming.provider, "provider=aws"),
    "billing": _choice("billing"),
    "region": Option("region", naming.region_as_typed, "region=us-east-1"),
    **dict.fromkeys(("deadline", "time", "finish"), Option("deadline", values.deadline, "deadline=30d")),
    "budget": Option("budget", values.budget, "budget=$3M"),
    "precision": _choice("precision"),
    "dtype": _choice("precision"),
    **dict.fromkeys(("seq", "seq_len", "seqlen", "seq_length", "sequence", "sequences", "sequence_length"), _SEQUENCE),
    **dict.fromkeys(("sequence_len", "context", "context_length", "context_window", "ctx", "context_len"), _SEQUENCE),
    **dict.fromkeys(
        ("cutoff", "cutoff_len", "max_length", "max_seq_len", "max_seq_length", "block_size", "model_max_length"),
        _SEQUENCE,
    ),
    **dict.fromkeys(("recompute", "recomputation", "activation_recomputation", "checkpointing"), _RECOMPUTE),
    **dict.fromkeys(("activation_checkpointing", "gradient_checkpointing"), _RECOMPUTE),
    "method": _choice("method"),
    **dict.fromkeys(("optimizer", "optimiser", "optim"), _choice("optimizer")),
    **dict.fromkeys(("batch", "batch_size", "global_batch", "global_batch_size", "batch_tokens", "gbs"), _BATCH),
    **dict.fromkeys(("effective_batch_size", "effective_batch", "total_batch_size", "bs"), _BATCH),
    "stack": _choice("stack"),
    "practice": _choice("stack"),
    "goodput": Option("goodput", values.share, "goodput=0.9"),
    "sampling": Option("sampling", values.share, "sampling=5%"),
    "pue": Option("pue", values.ratio, "pue=1.1"),
    **dict.fromkeys(("grid", "location", "country"), Option("grid", naming.grid_region, "grid=france")),
    **dict.fromkeys(("power", "electricity", "electricity_price", "power_price", "energy_price"), _POWER),
    **dict.fromkeys(("overhead", "overheads"), Option("overhead", values.share, "overhead=20%")),
    **dict.fromkeys(("peak", "peak_throughput"), Option("peak_throughput", values.throughput, "peak=312")),
    **dict.fromkeys(("as_of", "asof"), Option("as_of", values.day, "as_of=2026-01-01")),
    **dict.fromkeys(("memory", "vram", "hbm"), Option("memory", values.memory, "memory=48GB")),
    **dict.fromkeys(
        ("rank", "lora_rank", "lora_r", "adapter_rank", "r"), Option("adapter_rank", values.count, "rank=16")
    ),
    "year": Option("year", values.count, "year=2024"),
    **dict.fromkeys(("nodes", "num_nodes", "nnodes", "n_nodes"), Option("nodes", values.count, "nodes=16")),
    **dict.fromkeys(("gpus_per_node", "accelerators_per_node", "chips_per_node"), _PER_NODE),
    **dict.fromkeys(("tokens_per_parameter", "tokens_per_param"), _RATIO),
    **{key: Option(field, values.count, f"{keys[0]}=1") for field, keys in DEGREES.items() for key in keys},
}

# the words that a key begins with
KEY_WORDS = frozenset(name.partition("_")[0] for name in KEYS)


def key(draft: Draft, index: int) -> tuple[Option, int] | None:
    """The option whose key stands at a position, the longest one (`sequence length`), and the position after it."""
    sentence = draft.sentence
    if sentence.at(index).partition("_")[0].partition("-")[0] not in KEY_WORDS:
        return None
    for stop in range(min(index + _LONGEST_KEY, len(sentence.words)), index, -1):
        phrase = sentence.phrase(index, stop).replace(" ", "_").replace("-", "_")
        if phrase not in KEYS or (phrase in _ASSIGNED_ONLY and sentence.at(stop) not in ASSIGNS):
            continue
        if phrase not in _ONE_WORD or stop == index + 1:
            return KEYS[phrase], stop
    return None


def example_of(field: str) -> str:
    """How a field is said: `deadline=30d`."""
    said_as = "batch_tokens" if field == "batch_sequences" else field
    return next(option.example for option in KEYS.values() if option.field == said_as)
