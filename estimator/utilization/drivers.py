"""The numbers of a run that the equations of the MFU take, and the marks that choose its coefficients."""

import math
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from estimator.run.usual import SMALL_FINE_TUNE
from estimator.utilization.features import Features

NODE = 8
LINKED_SLICE = 256
LEAST_TOKENS_EACH = 128.0
FAILURE_HOURS = 50_000.0
GUESSED_SHARE = 0.4
FULL_MEMORY = 0.7
TRAINED_BYTES = 6
FROZEN_BYTES = 2
EXPERT_SPREAD = 64
CORES_PER_CHIP = {"NeuronCore-v2": 2}
AVAILABLE_AFTER = 0.5
FIRST_PRACTICE, FIRST_SOFTWARE, LAST_SOFTWARE = 2022.0, 2024.0, 2026.5
USUAL_PADDING = 0.4
SECONDS_PER_HOUR = 3600
FULL_FLOP = 6


class Marks(Struct, frozen=True):
    """What a run is (1) or is not (0); a precision that is one of two counts half for each."""

    sparse: float
    adapters: float
    typical: float
    timed: float
    old: float
    fp8: float
    fp4: float
    int8: float


def marks(run: Features) -> Marks:
    """The marks of a run."""
    return Marks(
        sparse=float(run.is_sparse),
        adapters=float(run.has_adapters),
        typical=float(run.practice == "typical"),
        timed=float(run.practice == "tuned" and run.tokens is not None),
        old=float(run.year < FIRST_SOFTWARE),
        **_shares(run.chip.precision),
    )


@cache
def _shares(precision: str) -> Mapping[str, float]:
    """How much of a precision is each of those that have coefficients."""
    names = precision.split("|")
    return {name: names.count(name) / len(names) for name in ("fp8", "fp4", "int8")}


def drivers(run: Features) -> dict[str, float]:
    """The numbers of a run by their vocabulary names."""
    chip, devices = run.chip, run.accelerators
    return {
        "peak_throughput": chip.peak,
        "sixteen_bit_peak": chip.sixteen_bit_peak,
        "matmul_share": chip.matmul_share,
        "memory_bandwidth": chip.memory_bandwidth,
        "chip_age": max(run.year - chip.year - AVAILABLE_AFTER, 0.0),
        "software_years": _years(run, FIRST_SOFTWARE),
        "years_earlier": max(LAST_SOFTWARE - run.year, 0.0),
        "practice_years": _years(run, FIRST_PRACTICE),
        "active_parameters": run.active_parameters,
        "work_passes": max(run.linear_flop / (FULL_FLOP * run.active_parameters), 1.0),
        "counted_flop": run.counted_flop,
        "linear_share": run.linear_flop / run.counted_flop,
        "attention_share": run.attention_flop / run.counted_flop,
        "layers": run.layers,
        "width": run.width,
        "accelerators": devices,
        "tokens_each": max(run.batch_tokens / devices, LEAST_TOKENS_EACH),
        "beyond_node": 1 - min(1.0, NODE / devices),
        "counted_compute": run.counted_flop * (run.tokens or 1.0),
        "failing_share": _failing_share(run),
        "routed_copies": run.routed_copies,
        "repeated_forward": run.repeated_forward,
        "padding": _padding(run),
        "mfu_spread": 1.0,
        **_layout(run),
    }


def _years(run: Features, first: float) -> float:
    """Years of software from the first, as far as measured."""
    return min(max(run.year, first), LAST_SOFTWARE) - first


def _layout(run: Features) -> dict[str, float]:
    chip = run.chip
    tensor = (run.tensor or _least_tensor(run)) / CORES_PER_CHIP.get(chip.architecture, 1)
    pipeline = run.pipeline or 1.0
    replicas = max(run.accelerators / (pipeline * (run.tensor or 1.0)), 1.0)
    each = run.batch_tokens / run.sequence_length / ((run.micro_batch or 1.0) * replicas)
    return {
        "sharing_devices": max(tensor, 1.0),
        "sharing_bandwidth": either(tensor <= chip.domain, chip.link, _network(run)),
        "network_bandwidth": _network(run),
        "experts_away": _experts_away(run),
        "pipeline_stages": pipeline,
        "stage_micro_batches": max(each, 1.0),
    }


def either(condition: bool, one: float, other: float) -> float:
    """One number or another: what numpy calls `where`, so that arrays pass."""
    return one if condition else other


def _network(run: Features) -> float:
    """Between domains; where a slice of hundreds of chips shares one fabric, that fabric."""
    return run.chip.link / 2 if run.chip.domain >= LINKED_SLICE else run.chip.network


def _least_tensor(run: Features) -> float:
    """Devices that must share a matrix so that weights and gradients fit, at most a node."""
    each = FROZEN_BYTES if run.has_adapters else TRAINED_BYTES
    spread = EXPERT_SPREAD if run.is_sparse else 1
    need = each * run.parameters / (FULL_MEMORY * run.chip.memory * spread)
    most = min(need, NODE, run.chip.domain, run.accelerators)
    return 2.0 ** math.ceil(math.log2(max(1.0, most)))


def _experts_away(run: Features) -> float:
    """Share of the experts outside a token's domain of fast links, in as few domains as hold weights and gradients."""
    held = FULL_MEMORY * run.chip.memory * run.chip.domain
    return 1 - min(1.0, held / (TRAINED_BYTES * run.parameters)) if run.is_sparse else 0.0


def _failing_share(run: Features) -> float:
    """Failures to expect over the run, at most 1; none in a steady step."""
    if run.practice == "step" or run.tokens is None:
        return 0.0
    guessed = (
        (run.linear_flop + run.attention_flop)
        * run.tokens
        / (run.chip.sixteen_bit_peak * GUESSED_SHARE * SECONDS_PER_HOUR)
    )
    return min(1.0, guessed / FAILURE_HOURS)


def _padding(run: Features) -> float:
    """What small fine-tunes waste on padding where their team packs nothing."""
    return USUAL_PADDING if is_small_fine_tune(run) else 0.0


def is_small_fine_tune(run: Features) -> bool:
    """A fine-tune of few tokens by a team that tunes nothing: short sequences, filled up to the longest."""
    return run.practice == "typical" and run.method != "pretrain" and (run.tokens or math.inf) < SMALL_FINE_TUNE
