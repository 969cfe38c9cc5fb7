"""The MFU to expect: its direction with each driver, its factors and its range."""

import csv
import math
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from estimator.mfu import Evidence, Situation, accelerator_facts, evidence_from, expected_mfu
from estimator.mfu.kinship import framework_family, generation
from estimator.mfu.situation import Practice

DATA = Path(__file__).parents[2] / "estimator" / "catalogue" / "data"
H100 = accelerator_facts(
    "h100-sxm",
    peak=989.4,
    peak_16bit=989.4,
    matmul_achievable=794.5,
    memory=80,
    memory_bandwidth=3350,
    domain=8,
    link_speed=900,
    network_speed=400,
    year=2022,
)
DENSE = Situation(H100, "bf16", 7e10, 7e10, tokens=2e12, accelerators=1024, sequence_length=4096)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    with (DATA / "evidence" / "utilization_points.csv").open(encoding="utf-8", newline="") as file:
        return evidence_from(
            tomllib.loads((DATA / "assumptions" / "utilization.toml").read_text(encoding="utf-8")),
            tomllib.loads((DATA / "evidence" / "utilization_effects.toml").read_text(encoding="utf-8")),
            csv.DictReader(file),
        )


@pytest.mark.parametrize("practice", ["typical", "tuned", "step"])
def test_the_factors_multiply_to_the_mfu_and_the_range_holds_it(evidence: Evidence, practice: Practice):
    expected = expected_mfu(replace(DENSE, practice=practice), evidence)
    assert math.prod(factor.value for factor in expected.factors) == pytest.approx(expected.value)
    assert 0 < expected.low < expected.value < expected.high <= 1
    assert all(factor.reason and factor.source for factor in expected.factors)


def test_a_typical_run_keeps_less_than_a_tuned_one(evidence: Evidence):
    tuned = expected_mfu(replace(DENSE, practice="tuned"), evidence)
    typical = expected_mfu(DENSE, evidence)
    assert typical.value < tuned.value
    assert typical.high / typical.low > tuned.high / tuned.low


def test_a_sparse_model_reaches_less_than_a_dense_one_of_its_active_size(evidence: Evidence):
    sparse = replace(DENSE, parameters=6.71e11, active_parameters=3.7e10)
    dense = replace(DENSE, parameters=3.7e10, active_parameters=3.7e10)
    assert expected_mfu(sparse, evidence).value < expected_mfu(dense, evidence).value


def test_strong_scaling_costs_mfu_when_the_batch_stays(evidence: Evidence):
    few = replace(DENSE, practice="tuned", batch_tokens=4e6, accelerators=512)
    many = replace(few, accelerators=16384)
    assert expected_mfu(many, evidence).value < expected_mfu(few, evidence).value


def test_full_recompute_costs_mfu(evidence: Evidence):
    without = replace(DENSE, recompute="none")
    assert expected_mfu(replace(DENSE, recompute="full"), evidence).value < expected_mfu(without, evidence).value


def test_an_accelerator_that_nothing_was_measured_on_has_a_wider_range(evidence: Evidence):
    unknown = replace(DENSE, practice="tuned", accelerator=replace(H100, identifier="never-heard-of"))
    known = expected_mfu(replace(DENSE, practice="tuned", precision="fp8"), evidence)
    strange = expected_mfu(unknown, evidence)
    assert strange.closeness == 0
    assert strange.high / strange.low > known.high / known.low


def test_the_hours_do_not_depend_on_how_the_answer_counts_compute(evidence: Evidence):
    six, exact = (
        expected_mfu(replace(DENSE, compute_per_token=compute), evidence).value / compute
        for compute in (4.2e11, 4.5e11)
    )
    assert six == pytest.approx(exact)


def test_nearest_measurements_are_named_with_their_source(evidence: Evidence):
    nearest = expected_mfu(replace(DENSE, practice="tuned", precision="fp8"), evidence).nearest
    assert len(nearest) == 3
    assert all(point.source and generation(point.accelerator) == "hopper" for point in nearest)


def test_a_tuned_run_that_names_no_framework_is_taken_to_use_its_maker_s():
    assert framework_family(replace(DENSE, practice="tuned")) == "megatron"
    assert framework_family(DENSE) is None
    assert framework_family(replace(DENSE, framework="PyTorch NVIDIA Release 24.04")) == "megatron"
