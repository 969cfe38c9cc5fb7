"""A row of a table of real runs as features of its MFU: every column that says something about the run is used."""

import datetime
import math
import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.catalogue.shape import Shape
from estimator.compute.training import training_compute
from estimator.errors import RequestError
from estimator.request import Method, Recompute, Request
from estimator.run.machine import sixteen_bit_peak
from estimator.run.run import Run, run_of
from estimator.utilization.features import Features, Practice
from estimator.utilization.of_run import attention_flop, chip_of, features_of, routed_copies
from estimator.utilization.stacks import stack_of

Row = Mapping[str, str]
_PRECISIONS: tuple[tuple[str, str], ...] = (
    ("fp8", "fp8"),
    ("fp4", "fp4"),
    ("int8", "int8"),
    ("bf16", "bf16"),
    ("fp16", "fp16"),
    ("tf32", "tf32"),
    ("fp32", "fp32"),
)
_REMARK = re.compile(r"\s*\(.*\)$")
_SAME_SIZE = 0.05
_LONG_RUN = 1e12
_LATEST = datetime.date(2026, 7, 1)
_BATCH_IN_NOTE = re.compile(r"global batch (\d+)")


class RealRun(Struct, frozen=True):
    """A run or a step that happened: its features, and the accelerator-hours or the tokens a second that it took."""

    name: str
    accelerator: Accelerator
    features: Features
    hours: float | None
    tokens_per_second: float | None


def real_run(row: Row, catalogue: Catalogue, practice: Practice | None = None) -> RealRun:
    """The run of a row. Raises RequestError when the row does not say enough, or names what nobody knows."""
    if row.get("clean") == "C":
        raise RequestError("It is of class C: its tokens or its hours cannot be used.")
    if "encoder" in row.get("architecture", "").lower():
        raise RequestError("It is an encoder or has one: a token does not pass all of its parameters.")
    accelerator = catalogue.accelerator(_REMARK.sub("", _said(row, "hardware")))
    hours, speed = number(row, "device_hours"), number(row, "tokens_per_s_per_device")
    active = number(row, "params_active", "params_total", "params")
    tokens = number(row, "tokens")
    if not active or not (speed or (hours and tokens)):
        raise RequestError("It says no parameters, or neither tokens with hours nor tokens a second.")
    said = Request(
        parameters=max(number(row, "params_total", "params") or active, active),
        active_parameters=active,
        tokens=tokens or _LONG_RUN,
        accelerator=accelerator.id,
        accelerators=int(number(row, "n_devices") or 0) or None,
        sequence_length=int(number(row, "seq_len") or 0) or None,
        batch_tokens=_batch_tokens(row),
        method=_method(row),
        recompute=_recompute(row),
    )
    run = run_of(said, catalogue, _day(row))
    features = _with_columns(features_of(run, training_compute(run)), run, row, catalogue)
    return RealRun(
        name=row.get("id") or _said(row, "model"),
        accelerator=accelerator,
        features=replace(
            features,
            chip=chip_of(accelerator, _precision(row), _peak(accelerator, _precision(row))),
            practice=practice or _practice(row),
            tokens=tokens,
        ),
        hours=hours,
        tokens_per_second=speed,
    )


def _with_columns(known: Features, run: Run, row: Row, catalogue: Catalogue) -> Features:
    """What a table says beyond a request: the shape, the layout, the code base."""
    shape = _shape(row, run, catalogue)
    layers, width = number(row, "n_layers") or shape.layers, number(row, "d_model") or shape.width
    stated = row.get("n_layers") and row.get("d_model")
    length = run.sequence_length.value
    attention = 6 * layers * width * length if stated else attention_flop(shape, length)
    return replace(
        known,
        layers=layers,
        width=width,
        attention_flop=attention,
        routed_copies=routed_copies(shape),
        tensor=number(row, "tp"),
        pipeline=number(row, "pp"),
        micro_batch=number(row, "micro_batch"),
        stack=stack_of(row.get("framework") or ""),
    )


def _shape(row: Row, run: Run, catalogue: Catalogue) -> Shape:
    """The published shape of the model that a row names, where it has the row's size; else the usual one."""
    name = catalogue.model_index.find(_REMARK.sub("", row.get("model") or ""))
    model = catalogue.model(name) if name else None
    if model and model.shape and abs(model.parameters.value / run.parameters.value - 1) < _SAME_SIZE:
        return model.shape
    return run.shape.shape


def number(row: Row, *columns: str) -> float | None:
    """The first positive number among the columns; None where none is given."""
    for column in columns:
        text = (row.get(column) or "").strip()
        try:
            value = float(text) if text else 0.0
        except ValueError:
            raise RequestError(f"Its {column} is no number: {text[:40]!r}.") from None
        if 0 < value < float("inf"):
            return value
    return None


def _said(row: Row, column: str) -> str:
    text = (row.get(column) or "").strip()
    if not text:
        raise RequestError(f"It says no {column}.")
    return text


def _precision(row: Row) -> str:
    """The precision of a row; `fp8|fp4` where it says that it is one of the two."""
    said = (row.get("precision") or "").lower().split(" or ")
    return "|".join(next((name for word, name in _PRECISIONS if word in text), "bf16") for text in said)


def _peak(accelerator: Accelerator, precision: str) -> float:
    """The peak at a precision, between two their geometric mean; the 16-bit peak where the chip has none."""
    figures = [accelerator.peak.get(name) for name in precision.split("|")]
    peaks = [figure.value if figure else sixteen_bit_peak(accelerator) for figure in figures]
    return math.prod(peaks) ** (1 / len(peaks))


def _practice(row: Row) -> Practice:
    if not row.get("device_hours") and row.get("tokens_per_s_per_device"):
        return "step"
    text = " ".join(row.get(column) or "" for column in ("id", "model", "source", "hours_basis")).lower()
    return "tuned" if "mlperf" in text or "run_start" in text else "typical"


def _method(row: Row) -> Method:
    phase = (row.get("phase") or "").lower()
    if "lora" in phase:
        return "lora"
    return "finetune" if phase.startswith("sft") else "pretrain"


def _recompute(row: Row) -> Recompute | None:
    text = (row.get("activation_recompute") or "").lower()
    known: tuple[Recompute, ...] = ("none", "selective", "full")
    return next((kind for kind in known if text.startswith(kind)), None)


def _batch_tokens(row: Row) -> float | None:
    noted = _BATCH_IN_NOTE.search(row.get("note") or "")
    sequences = number(row, "global_batch") or (float(noted[1]) if noted else None)
    length = number(row, "seq_len")
    return sequences * length if sequences and length else None


def _day(row: Row) -> datetime.date:
    """The middle of the month of the run; for a release that is no date, that of the latest measurements."""
    found = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?![\d.])", row.get("date") or "")
    return datetime.date(int(found[1]), int(found[2] or 6), 15) if found else _LATEST
