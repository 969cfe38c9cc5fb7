"""What the calibration found of its own accuracy, as a file that the documentation and the answers quote."""

from collections.abc import Mapping, Sequence

import numpy as np

from calibration.measurements import Measurement
from calibration.out_of_sample import Miss, median_error
from calibration.ranges import Bands, cross_coverage, half_width, held, raised_level
from calibration.report import practice
from estimator.mfu.drivers import compute_per_token
from estimator.mfu.kinship import generation, is_sparse

CONSTANTS = (0.5, 0.4)
_PARTED = ("published runs, organisation left out", "MLPerf, submitter left out", "steps, table left out")
WORST = 8
FEWEST = 4
_SIXTEEN_BIT_SHARES = tuple(share / 100 for share in range(10, 95))
_SCALES = ((0, "not stated"), (128, "up to 128"), (1024, "129 to 1,024"), (float("inf"), "over 1,024"))
Results = Mapping[str, Sequence[Miss]]


def text(results: Results, half_widths: Mapping[str, Bands]) -> str:
    """The TOML of all scores: by way of leaving out, then parts of the runs of each practice, then worst misses."""
    lines = ["# Written by `make calibrate`: errors on runs that the fit has not seen."]
    for name, misses in results.items():
        lines += _score("result", name, misses, half_widths[practice(name, misses)])
    for name, misses in results.items():
        if name in _PARTED:
            for part, chosen in _parts(misses):
                lines += [*_score("part", part, chosen, half_widths[practice(name, chosen)]), f'of = "{name}"']
    for name in _PARTED:
        for miss in sorted(results[name], key=lambda miss: -abs(miss.log))[:WORST]:
            lines += ["", "[[miss]]", f'of = "{name}"', f'run = "{miss.row.identifier}"', f'label = "{miss.row.label}"']
            lines += [f"predicted_over_reported = {np.exp(miss.log):.3f}"]
    return "\n".join(lines) + "\n"


def _score(kind: str, name: str, misses: Sequence[Miss], bands: Bands) -> list[str]:
    halves = [half_width(bands, miss) for miss in misses]
    inside = np.mean([abs(miss.log) <= half for miss, half in zip(misses, halves, strict=True)])
    best = min(_SIXTEEN_BIT_SHARES, key=lambda share: _constant_error(misses, share))
    constants = [f"constant_{share * 100:.0f} = {_constant_error(misses, share):.4f}" for share in CONSTANTS]
    return [
        "",
        f"[[{kind}]]",
        f'name = "{name}"',
        f"runs = {len(misses)}",
        f"median_error = {median_error(misses):.4f}",
        f"bias = {np.exp(np.median([miss.log for miss in misses])) - 1:.4f}",
        f"inside = {inside:.4f}",
        *_nested(name, misses),
        f"width = {np.exp(np.median([2 * half for half in halves])):.3f}",
        *constants,
        f"best_constant = {best:g}",
        f"best_constant_error = {_constant_error(misses, best):.4f}",
    ]


def _nested(name: str, misses: Sequence[Miss]) -> list[str]:
    """Coverage of ranges made from the other groups only, which is what a new group can expect."""
    if name not in _PARTED:
        return []
    published = misses[0].row.practice == "typical"
    inside = held(misses, raised_level(misses)) if published else cross_coverage(misses)[0]
    return [f"inside_other_groups = {inside:.4f}"]


def _constant_error(misses: Sequence[Miss], share: float) -> float:
    """Median error of hours by 6·N·D (LoRA 4·N·D) at a constant share of the dense 16-bit peak."""
    return float(np.median([abs(_formula_mfu(miss.row) / share - 1) for miss in misses]))


def _formula_mfu(row: Measurement) -> float:
    """The MFU of a run by 6·N·D over the 16-bit peak; predicted over reported hours is this over the constant."""
    run = row.situation
    linear, attention = compute_per_token(run)
    return (
        float(np.exp(row.mfu_log)) * linear / (linear + attention) * run.accelerator.peak / run.accelerator.peak_16bit
    )


def _parts(misses: Sequence[Miss]) -> list[tuple[str, list[Miss]]]:
    """The runs by generation of chip, kind of model and number of accelerators; small parts are left out."""
    found: dict[str, list[Miss]] = {}
    for miss in misses:
        for key in _keys(miss.row):
            found.setdefault(key, []).append(miss)
    return [(key, chosen) for key, chosen in sorted(found.items()) if len(chosen) >= FEWEST]


def _keys(row: Measurement) -> tuple[str, str, str]:
    run = row.situation
    kind = "LoRA" if run.method == "lora" else "mixture of experts" if is_sparse(run) else "dense"
    count = run.accelerators
    scale = next(name for most, name in _SCALES if (count or 0) <= most)
    return f"chip: {generation(run.accelerator.identifier)}", f"kind: {kind}", f"accelerators: {scale}"
