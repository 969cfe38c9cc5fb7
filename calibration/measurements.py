"""The measured runs and steps: what is known of each as features, and the MFU that it reached."""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from estimator import Request, load_catalogue
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.catalogue.shape import Shape
from estimator.run import usual
from estimator.run.usual_shape import usual_shape, usual_sparse_shape
from estimator.utilization.features import SPARSE_RATIO, Chip, Features, Practice
from estimator.utilization.of_run import REPEATED, attention_flop, chip_of, routed_copies
from estimator.utilization.stacks import stack_of

DATA = Path(__file__).parent / "data"
USUAL_SEQUENCE = 2048
UNSAID_YEAR = 2025.5
LONG_RUN = 1e12


@dataclass(frozen=True)
class Measurement:
    """One run or step: its features, the logarithm of its MFU against the 16-bit peak, and who measured it.

    `table` is the edition of a published table, `group` its maker, a benchmark's submitter or an organisation.
    """

    identifier: str
    group: str
    table: str
    label: str
    features: Features
    mfu_log: float
    grade: str
    source: str
    hours: float | None

    @property
    def practice(self) -> Practice:
        """Typical (a published run), tuned (a benchmark run) or step."""
        return self.features.practice


def number(text: str) -> float | None:
    """The number in a cell; None where it is empty."""
    return float(text) if text else None


def chip(entry: Accelerator, precision: str) -> Chip:
    """An accelerator at a precision, or between two; at its 16-bit peak where it gains nothing from it."""
    peaks = [(entry.peak.get(name) or entry.peak["bf16"]).value for name in precision.split("|")]
    return chip_of(entry, precision, math.prod(peaks) ** (1 / len(peaks)))


def features(row: dict[str, str], entry: Accelerator, shape: Shape) -> Features:
    """The features of one row, with the counts of a shape where the row says none."""
    active = float(row["active_parameters"])
    width, layers = number(row["width"]) or shape.width, number(row["layers"]) or shape.layers
    length = number(row["sequence_length"]) or USUAL_SEQUENCE
    linear = (4 if row["method"] == "lora" else 6) * active
    stated = 6 * layers * (number(row["attention_width"]) or width) * length
    attention = attention_flop(shape, length) if row["model"] else stated
    accelerators, batch = scale(row, entry, active, length)
    return Features(
        chip=chip(entry, row["precision"]),
        parameters=float(row["parameters"]),
        active_parameters=active,
        linear_flop=linear,
        attention_flop=attention,
        counted_flop=linear + attention,
        layers=layers,
        width=width,
        sequence_length=length,
        accelerators=accelerators,
        batch_tokens=batch,
        year=number(row["year"]) or UNSAID_YEAR,
        practice=cast("Practice", row["practice"]),
        method=row["method"],
        stack=stack_of(row["framework"]),
        routed_copies=routed_copies(shape),
        tokens=number(row["tokens"]),
        tensor=number(row["tensor"]),
        pipeline=number(row["pipeline"]),
        micro_batch=number(row["micro_batch"]),
        repeated_forward=REPEATED.get(row["recompute"], 0.0),
    )


def shape_of(row: dict[str, str], catalogue: Catalogue) -> Shape:
    """The shape of the model that a row names, else the usual one of its size, as in an answer."""
    known = catalogue.model(row["model"]).shape if row["model"] else None
    total, active = float(row["parameters"]), float(row["active_parameters"])
    usual_one = usual_sparse_shape(total, active) if total > SPARSE_RATIO * active else usual_shape(total)
    return known or usual_one.shape


def scale(row: dict[str, str], entry: Accelerator, active: float, length: float) -> tuple[float, float]:
    """Accelerators and tokens of a step: as stated, else as an answer assumes them."""
    tokens = number(row["tokens"]) or LONG_RUN
    said = Request(
        accelerators=int(float(row["accelerators"] or 0)) or None,
        batch_tokens=number(row["batch_tokens"]),
        method=row["method"],  # type: ignore[arg-type]  # words of the language
    )
    accelerators = usual.accelerators(said, entry, active, tokens).value
    return accelerators, usual.batch_tokens(said, active, tokens, length, int(accelerators)).value


def maker(row: dict[str, str]) -> str:
    """Who measured: the maker of a table with all its editions, a benchmark's submitter, or an organisation."""
    is_table = row["practice"] == "step" and row["source"].startswith(row["group"])
    return row["group"].split(":")[0].split(" ")[0] if is_table else row["group"]


def measurements() -> list[Measurement]:
    """All of them, in the order of the file."""
    catalogue = load_catalogue()
    with (DATA / "measurements.csv").open(encoding="utf-8", newline="") as file:
        return [_measurement(row, catalogue) for row in csv.DictReader(file)]


def _measurement(row: dict[str, str], catalogue: Catalogue) -> Measurement:
    known = features(row, catalogue.accelerator(row["accelerator"]), shape_of(row, catalogue))
    achieved = known.counted_flop * float(row["tokens_per_second"])
    return Measurement(
        identifier=row["id"],
        group=maker(row),
        table=row["group"],
        label=row["label"],
        features=known,
        mfu_log=math.log(achieved / known.chip.sixteen_bit_peak),
        grade=row["grade"],
        source=row["source"],
        hours=number(row["hours"]),
    )


def of_practice(rows: Sequence[Measurement], practice: str) -> list[Measurement]:
    """Those of one practice."""
    return [row for row in rows if row.practice == practice]
