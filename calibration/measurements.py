"""The measured runs and steps, as situations with the MFU that they reached."""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from estimator.mfu.drivers import compute_per_token
from estimator.mfu.kinship import framework_family
from estimator.mfu.situation import Accelerator, Situation, accelerator_facts

DATA = Path(__file__).parent / "data"
SIXTEEN_BIT = ("bf16_tflops", "fp16_tflops")
PEAK_COLUMNS = {"fp8": "fp8_tflops", "fp4": "fp4_tflops", "int8": "int8_tops", "fp16": "fp16_tflops"}


@dataclass(frozen=True)
class Measurement:
    """One run or step: its situation, the logarithm of its MFU by the model's count, and who measured it."""

    identifier: str
    group: str
    label: str
    situation: Situation
    mfu_log: float
    grade: str
    source: str
    count: int = 1

    @property
    def practice(self) -> str:
        """Typical (a published run), tuned (a benchmark run) or step."""
        return self.situation.practice


def number(text: str) -> float | None:
    """The number in a cell; None where it is empty."""
    return float(text) if text else None


def read(name: str) -> list[dict[str, str]]:
    """The rows of a file in the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accelerator(row: dict[str, str], precision: str) -> Accelerator:
    """The accelerator of a row at a precision; its 16-bit peak where it gains nothing from the precision."""
    sixteen = next(float(row[column]) for column in SIXTEEN_BIT if row[column])
    return accelerator_facts(
        row["id"],
        peak=number(row[PEAK_COLUMNS.get(precision, "bf16_tflops")]) or sixteen,
        peak_16bit=sixteen,
        matmul_achievable=number(row["matmul_achievable_bf16_tflops"]),
        memory=float(row["memory_gb"]),
        memory_bandwidth=float(row["memory_bandwidth_gb_s"]),
        domain=number(row["scaleup_domain_devices"]),
        link_speed=number(row["scaleup_bandwidth_gb_s"]),
        network_speed=number(row["scaleout_gbit_s"]),
        year=float(row["year"]),
    )


def measurement(row: dict[str, str], accelerators: dict[str, dict[str, str]]) -> Measurement:
    """One row of measurements.csv."""
    situation = Situation(
        accelerator=accelerator(accelerators[row["accelerator"]], row["precision"]),
        precision=row["precision"],
        parameters=float(row["parameters"]),
        active_parameters=float(row["active_parameters"]),
        practice=row["practice"],
        method=row["method"],
        tokens=number(row["tokens"]),
        sequence_length=number(row["sequence_length"]),
        layers=number(row["layers"]),
        width=number(row["width"]),
        attention_width=number(row["attention_width"]),
        accelerators=number(row["accelerators"]),
        batch_tokens=number(row["batch_tokens"]),
        micro_batch=number(row["micro_batch"]),
        tensor_parallel=number(row["tensor"]),
        pipeline_parallel=number(row["pipeline"]),
        recompute=row["recompute"] or None,
        framework=row["framework"] or None,
        year=number(row["year"]),
    )
    achieved = sum(compute_per_token(situation)) * float(row["tokens_per_second"])
    mfu_log = math.log(achieved / situation.accelerator.peak)
    return Measurement(row["id"], row["group"], row["label"], situation, mfu_log, row["grade"], row["source"])


def measurements() -> list[Measurement]:
    """All of them, in the order of the file."""
    accelerators = {row["id"]: row for row in read("accelerators.csv")}
    return [measurement(row, accelerators) for row in read("measurements.csv")]


def merged(rows: Iterable[Measurement]) -> list[Measurement]:
    """One measurement for each configuration that a group measured several times, with the median MFU."""
    alike: dict[tuple[object, ...], list[Measurement]] = defaultdict(list)
    for row in rows:
        alike[_configuration(row)].append(row)
    return [
        replace(group[0], mfu_log=median(row.mfu_log for row in group), count=len(group)) for group in alike.values()
    ]


def _configuration(row: Measurement) -> tuple[object, ...]:
    run = row.situation
    stages = run.pipeline_parallel or 1
    each = run.batch_tokens / run.accelerators if run.batch_tokens and run.accelerators else None
    return (
        run.practice,
        row.group,
        run.accelerator.identifier,
        run.precision,
        run.method == "lora",
        round(4 * math.log(run.parameters)),
        round(4 * math.log(run.active_parameters)),
        round(math.log2(run.accelerators)) if run.accelerators else None,
        round(math.log2(run.sequence_length)) if run.sequence_length else None,
        round(math.log2(each) / 2) if each else None,
        run.tensor_parallel,
        run.pipeline_parallel,
        run.micro_batch if stages > 1 else None,
        run.recompute,
        framework_family(run),
    )
