"""The measured runs and steps: what is known of each as features, and the MFU that it reached."""

import csv
import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from estimator.utilization.features import (
    USUAL_MATMUL_SHARE,
    Chip,
    Features,
    Practice,
)

DATA = Path(__file__).parent / "data"
CATALOGUE = Path(__file__).parents[1] / "estimator" / "catalogue" / "data"
USUAL_ASPECT = 100
WEIGHTS_PER_LAYER_WIDTH = 12
USUAL_SEQUENCE = 2048
USUAL_LINK, USUAL_NETWORK, USUAL_INTENSITY = 64e9, 12.5e9, 200
REPEATED = {"none": 0.0, "selective": 0.1, "full": 1.0}
STACKS = (
    ("deepspeed", "deepspeed"),
    ("llm-foundry", "llm-foundry"),
    ("torchtitan", "torchtitan"),
    ("neox", "gpt-neox"),
    ("internevo", "internevo"),
    ("colossal", "colossalai"),
    ("llm.c", "llm.c"),
    ("nanochat", "nanochat"),
    ("axlearn", "axlearn"),
    ("maxtext", "maxtext"),
    ("corenet", "fsdp"),
    ("lit-gpt", "fsdp"),
)


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


def chips() -> dict[str, dict[str, Any]]:
    """The accelerators of the catalogue by id, as their files say."""
    files = sorted((CATALOGUE / "accelerators").glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def chip(entry: dict[str, Any], precision: str) -> Chip:
    """An accelerator at a precision; at its 16-bit peak where it gains nothing from it."""
    peaks = {name: figure["value"] for name, figure in entry["peak"].items()}
    sixteen = float(peaks.get("bf16") or peaks["fp16"])
    each = [peaks.get(name, sixteen) for name in precision.split("|")]
    ceiling = entry.get("matmul_ceiling", {}).get("bf16")
    return Chip(
        identifier=entry["id"],
        architecture=entry["architecture"],
        year=entry["year"],
        precision=precision,
        peak=math.prod(each) ** (1 / len(each)),
        sixteen_bit_peak=sixteen,
        matmul_share=ceiling["value"] / sixteen if ceiling else USUAL_MATMUL_SHARE,
        memory=entry["memory"]["value"],
        memory_bandwidth=_figure(entry, "memory_bandwidth", sixteen / USUAL_INTENSITY),
        domain=entry.get("link_domain", 1),
        link=_figure(entry, "link_bandwidth", USUAL_LINK) / 2,
        network=_figure(entry, "network_bandwidth", USUAL_NETWORK),
    )


def _figure(entry: dict[str, Any], name: str, usual: float) -> float:
    return float(entry[name]["value"]) if name in entry else usual


def stack(framework: str) -> str:
    """The code base of the table of stacks; "" for the chip maker's own and where none is named."""
    return next((name for word, name in STACKS if word in framework.lower()), "")


def features(row: dict[str, str], entry: dict[str, Any]) -> Features:
    """The features of one row; a usual shape where none is known."""
    active = float(row["active_parameters"])
    width = number(row["width"]) or (active * USUAL_ASPECT / WEIGHTS_PER_LAYER_WIDTH) ** (1 / 3)
    layers = number(row["layers"]) or active / (WEIGHTS_PER_LAYER_WIDTH * width**2)
    length = number(row["sequence_length"]) or USUAL_SEQUENCE
    return Features(
        chip=chip(entry, row["precision"]),
        parameters=float(row["parameters"]),
        active_parameters=active,
        linear_flop=(4 if row["method"] == "lora" else 6) * active,
        attention_flop=6 * layers * (number(row["attention_width"]) or width) * length,
        layers=layers,
        width=width,
        sequence_length=length,
        practice=cast("Practice", row["practice"]),
        method=row["method"],
        stack=stack(row["framework"]),
        tokens=number(row["tokens"]),
        accelerators=number(row["accelerators"]),
        batch_tokens=number(row["batch_tokens"]),
        tensor=number(row["tensor"]),
        pipeline=number(row["pipeline"]),
        micro_batch=number(row["micro_batch"]),
        repeated_forward=REPEATED.get(row["recompute"]),
        year=number(row["year"]),
    )


def maker(row: dict[str, str]) -> str:
    """Who measured: the maker of a table with all its editions, a benchmark's submitter, or an organisation."""
    is_table = row["practice"] == "step" and row["source"].startswith(row["group"])
    return row["group"].split(":")[0].split(" ")[0] if is_table else row["group"]


def measurements() -> list[Measurement]:
    """All of them, in the order of the file."""
    entries = chips()
    with (DATA / "measurements.csv").open(encoding="utf-8", newline="") as file:
        return [_measurement(row, entries[row["accelerator"]]) for row in csv.DictReader(file)]


def _measurement(row: dict[str, str], entry: dict[str, Any]) -> Measurement:
    known = features(row, entry)
    achieved = known.flop_per_token * float(row["tokens_per_second"])
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
