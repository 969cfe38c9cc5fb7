"""The MFU to expect, as a product of named factors, and what speaks against an MFU that was given."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from estimator.calculation.doubt import Doubt
from estimator.calculation.numbers import per_cent
from estimator.calculation.papers import CALIBRATION
from estimator.calculation.quantity import Assumed, Given, Quantity, Source
from estimator.calculation.total import total
from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator
from estimator.mfu import ExpectedMfu, Situation, accelerator_facts, expected_mfu
from estimator.mfu.situation import Accelerator as AcceleratorFacts
from estimator.mfu.situation import Method, Precision
from estimator.run.machine import sixteen_bit_peak
from estimator.run.run import Run

# FLOP for each byte of memory bandwidth: what 16-bit chips have where the maker states no bandwidth
_USUAL_INTENSITY = 200
_SPREAD_REASON = (
    "what differs between runs that nothing above explains, most of all how good a team's software is: it holds 80 % "
    "of runs whose organisation was left out of the fit"
)


@dataclass(frozen=True, slots=True)
class Utilization:
    """The MFU of a request, and the measured runs and steps that it rests on most."""

    mfu: Quantity
    doubts: tuple[Doubt, ...] = ()


def utilization(run: Run, compute: Quantity, catalogue: Catalogue) -> Utilization:
    """The MFU of a run: as given, doubted where no evidence supports it, or what runs like it achieved."""
    situation = situation_of(run, compute)
    if run.request.mfu:
        given = Quantity("mfu", run.request.mfu, Given("mfu"))
        return Utilization(given, tuple(_outside_evidence(run.request.mfu, situation, catalogue)))
    return Utilization(_product(expected_mfu(situation, catalogue.utilization_evidence)))


def situation_of(run: Run, compute: Quantity) -> Situation:
    """What the model of utilization is told about a run."""
    shape = run.shape.shape
    mixing = shape.attention_layers / shape.layers
    return Situation(
        accelerator=facts_of(run.accelerator, run.peak_throughput.value),
        precision=cast("Precision", run.precision),
        parameters=run.parameters.value,
        active_parameters=run.passed_parameters.value,
        practice=run.request.stack or "typical",
        method="lora" if run.adapts else cast("Method", run.method),
        tokens=run.tokens.value,
        sequence_length=run.sequence_length.value,
        layers=shape.layers,
        width=shape.width,
        attention_width=mixing * shape.heads * (shape.head_size or shape.value_size),
        accelerators=run.accelerators.value,
        batch_tokens=run.batch_tokens.value,
        recompute=run.recompute,
        year=run.as_of.year + (run.as_of.timetuple().tm_yday - 1) / 365,
        compute_per_token=compute.value / run.tokens.value,
    )


def facts_of(entry: Accelerator, peak: float) -> AcceleratorFacts:
    """An accelerator as the model of utilization knows it, with its peak [FLOP/s] at the precision of the run."""
    ceiling, link, network = entry.matmul_ceiling.get("bf16"), entry.link_bandwidth, entry.network_bandwidth
    bandwidth = entry.memory_bandwidth
    return accelerator_facts(
        entry.id,
        peak=peak / 1e12,
        peak_16bit=sixteen_bit_peak(entry) / 1e12,
        matmul_achievable=ceiling.value / 1e12 if ceiling else None,
        memory=entry.memory.value / 1e9,
        memory_bandwidth=bandwidth.value / 1e9 if bandwidth else sixteen_bit_peak(entry) / _USUAL_INTENSITY / 1e9,
        domain=entry.link_domain,
        link_speed=link.value / 1e9 if link else None,
        network_speed=network.value * 8 / 1e9 if network else None,
        year=entry.year,
    )


def _outside_evidence(mfu: float, situation: Situation, catalogue: Catalogue) -> Iterator[Doubt]:
    """An MFU below what typical runs reach or above what tuned ones do, with both ranges."""
    evidence = catalogue.utilization_evidence
    typical = expected_mfu(replace(situation, practice="typical"), evidence)
    if typical.low <= mfu <= typical.high:
        return
    tuned = expected_mfu(replace(situation, practice="tuned"), evidence)
    if not min(typical.low, tuned.low) <= mfu <= max(typical.high, tuned.high):
        yield Doubt(
            "mfu_outside_evidence",
            f"MFU {per_cent(mfu)} is outside what runs like this reached: {per_cent(typical.low)} to "
            f"{per_cent(typical.high)} in published runs, {per_cent(tuned.low)} to {per_cent(tuned.high)} on tuned "
            "stacks.",
        )


def _product(expected: ExpectedMfu) -> Quantity:
    factors = [
        Quantity(f"mfu_{factor.name.replace(' ', '_')}", factor.value, Assumed(factor.reason, Source(factor.source)))
        for factor in expected.factors
    ]
    low, high = expected.low / expected.value, expected.high / expected.value
    spread = Quantity("mfu_spread", 1.0, Assumed(_SPREAD_REASON, CALIBRATION), low, high)
    return total("mfu", CALIBRATION, (*factors, spread))
