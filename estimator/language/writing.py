"""A request to the text that reads back as the same request."""

import re
from math import isclose

from estimator.language.amounts import POWERS, SMALLEST_QUANTITY, number
from estimator.language.ratio import LARGEST_MODEL
from estimator.language.time import written
from estimator.request import Request

_SIZE_IN_NAME = re.compile(r"(\d+(?:\.\d+)?)([tbm])\b", re.IGNORECASE)
# how far a model's size may lie from that in its name
_NEAR = 0.1
_SCALES = ((12, "T"), (9, "B"), (6, "M"))
_PLAIN = (
    *(("mfu", "mfu"), ("price", "price"), ("provider", "provider"), ("billing", "billing"), ("region", "region")),
    *(("precision", "precision"), ("sequence_length", "seq"), ("recompute", "recompute"), ("method", "method")),
    ("optimizer", "optimizer"),
    ("adapter_rank", "rank"),
    *(("tensor_parallel", "tp"), ("pipeline_parallel", "pp"), ("context_parallel", "cp"), ("expert_parallel", "ep")),
    *(("zero_stage", "zero"), ("micro_batch", "mbs"), ("year", "year"), ("stack", "stack")),
    *(("goodput", "goodput"), ("sampling", "sampling"), ("pue", "pue"), ("grid", "grid")),
    *(("electricity_price", "power"), ("overhead", "overhead"), ("budget", "budget"), ("as_of", "as_of")),
)


def write(request: Request) -> str:
    """The canonical text of a request: reading it gives the same request, its text aside.

    A team's defaults are not in it: they are filled in anew.
    """
    request = request.asked
    parts = [*_work(request), *_accelerators(request)]
    for name, key in _PLAIN:
        value = getattr(request, name)
        if value is not None:
            parts.append(f"{key}={_value(value)}")
    if request.batch_tokens is not None:
        parts.append(f"batch={_batch(request.batch_tokens, request.sequence_length)}")
    if request.batch_sequences is not None:
        parts.append(f"batch={_value(request.batch_sequences)}seqs")
    if request.memory is not None:
        parts.append(f"memory={_memory(request.memory)}")
    if request.peak_throughput is not None:
        parts.append(f"peak={_throughput(request.peak_throughput)}")
    if request.deadline is not None:
        parts.append(f"deadline={written(request.deadline)}")
    return " ".join(parts)


def _work(request: Request) -> list[str]:
    """The model or its parameters, then tokens."""
    parts = [request.model] if request.model else []
    bare = bool(request.model) or SMALLEST_QUANTITY <= (request.parameters or 0) < LARGEST_MODEL
    if request.parameters is not None:
        parts.append(_quantity(request.parameters) if bare and not parts else f"params={_quantity(request.parameters)}")
    if request.active_parameters is not None:
        parts.append(f"active={_quantity(request.active_parameters)}")
    if request.teacher_parameters is not None:
        parts.append(f"teacher={_quantity(request.teacher_parameters)}")
    if request.tokens is not None:
        parts.append(_tokens(request, request.tokens, bare=bare))
    if request.training_compute is not None:
        parts.append(f"flops={_value(request.training_compute)}")
    if request.epochs is not None:
        parts.append(f"epochs={_value(request.epochs)}")
    return parts


def _tokens(request: Request, tokens: float, *, bare: bool) -> str:
    """Tokens of one pass where they and the epochs give the total exactly, else the total."""
    if request.epochs is not None:
        once = tokens / request.epochs
        return f"tokens={_quantity(once)}" if once * request.epochs == tokens else f"total_tokens={_quantity(tokens)}"
    plain = bare and max(SMALLEST_QUANTITY, request.parameters or 0) <= tokens
    plain = plain and not (request.model and _may_be_size(request.model, tokens))
    return _quantity(tokens) if plain else f"tokens={_quantity(tokens)}"


def _may_be_size(model: str, tokens: float) -> bool:
    """Whether so many tokens behind a model's name could be read as its size."""
    sizes = [float(size) * 10.0 ** POWERS[letter.lower()] for size, letter in _SIZE_IN_NAME.findall(model)]
    return any(isclose(tokens, size, rel_tol=_NEAR) for size in sizes) if sizes else tokens < LARGEST_MODEL


def _accelerators(request: Request) -> list[str]:
    if request.accelerator and request.accelerators:
        return [f"{request.accelerators}x{request.accelerator}"]
    if request.accelerator:
        return [request.accelerator]
    return [f"gpus={request.accelerators}"] if request.accelerators else []


def _quantity(value: float) -> str:
    """The shortest exact form: 70B, 1.5T, 70553706496."""
    for power, letter in _SCALES:
        if value >= 10**power:
            mantissa = f"{value / 10**power:.12g}"
            if "e" not in mantissa and number(mantissa, power) == value:
                return f"{mantissa}{letter}"
    return _value(value)


def _batch(value: float, sequence_length: int | None) -> str:
    """Tokens in a batch; a few say so, since a small batch counts sequences."""
    plain = value >= SMALLEST_QUANTITY and value > (sequence_length or 0)
    return _quantity(value) if plain else f"{_value(value)}tokens"


def _memory(value: float) -> str:
    """Gigabytes where that is exact, else bytes."""
    shown = _value(value / 1e9)
    return f"{shown}GB" if number(shown, 9) == value else f"{_value(value)}bytes"


def _throughput(value: float) -> str:
    """TFLOP/s where that is exact, else FLOP/s."""
    shown = _value(value / 1e12)
    return f"{shown}TFLOP/s" if number(shown, 12) == value else _value(value)


def _value(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = str(value).replace("e+", "e")
    return f'"{text}"' if " " in text else text
