"""What the calibration found of its own accuracy, as a file that the documentation and the answers quote."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from calibration import views
from calibration.bills import Bill, bills
from calibration.left_out import Miss
from calibration.own import three_given
from calibration.ranges import nested_coverage
from calibration.scores import bias, interval, median_error
from calibration.views import Results

CONSTANTS = (0.5, 0.4)
PARTED = (views.PUBLISHED, views.TUNED_LATER, views.STEPS_NEXT)
WORST = 8
FEWEST = 4
_SIXTEEN_BIT_SHARES = tuple(share / 100 for share in range(10, 95))
_SCALES = ((8, "up to 8"), (128, "9 to 128"), (1024, "129 to 1,024"), (float("inf"), "over 1,024"))
Compared = Sequence[tuple[str, Results]]


def text(results: Results, spreads: Mapping[str, float], compared: Compared, nested: Sequence[Miss]) -> str:
    """The TOML of all scores: by view, by model, nested, by parts, then bills and worst misses."""
    lines = ["# Written by `make calibrate`: errors on runs that the fit has not seen."]
    for name, misses in results.items():
        lines += _score("result", name, misses, spreads)
    without, given = three_given(results[views.PUBLISHED], spreads)
    lines += _score("nested", "published runs of organisations with four or more", without, spreads)
    lines += _score("nested", "the same, three other runs of the organisation given", given, spreads)
    lines += _score("nested", "published runs, the model too chosen without their organisation", nested, spreads)
    for model, found in compared:
        lines += ["", "[[comparison]]", f'model = "{model}"'] + [
            f'"{name}" = {_list(median_error(misses), *interval(misses))}' for name, misses in found.items()
        ]
    for name in PARTED:
        for part, chosen in _parts(results[name]):
            lines += [*_score("part", part, chosen, spreads), f'of = "{name}"']
    for bill in bills(results[views.PUBLISHED]):
        lines += _bill(bill)
    for name in PARTED:
        for miss in sorted(results[name], key=lambda miss: -abs(miss.log))[:WORST]:
            lines += ["", "[[miss]]", f'of = "{name}"', f'run = "{miss.row.identifier}"', f'label = "{miss.row.label}"']
            lines += [f"predicted_over_reported = {np.exp(miss.log):.3f}"]
    return "\n".join(lines) + "\n"


def _score(kind: str, name: str, misses: Sequence[Miss], spreads: Mapping[str, float]) -> list[str]:
    halves = [spreads[_range_of(miss)] for miss in misses]
    inside = np.mean([abs(miss.log) <= half for miss, half in zip(misses, halves, strict=True)])
    low, high = interval(misses)
    best = min(_SIXTEEN_BIT_SHARES, key=lambda share: _constant_error(misses, share))
    return [
        "",
        f"[[{kind}]]",
        f'name = "{name}"',
        f"runs = {len(misses)}",
        f"groups = {len({miss.row.group for miss in misses})}",
        f"median_error = {median_error(misses):.4f}",
        f"median_error_low = {low:.4f}",
        f"median_error_high = {high:.4f}",
        f"bias = {bias(misses):.4f}",
        f"inside = {inside:.4f}",
        f"inside_nested = {nested_coverage(misses):.4f}",
        f"width = {np.exp(np.median([2 * half for half in halves])):.3f}",
        *(f"constant_{share * 100:.0f} = {_constant_error(misses, share):.4f}" for share in CONSTANTS),
        f"best_constant = {best:g}",
        f"best_constant_error = {_constant_error(misses, best):.4f}",
    ]


def _range_of(miss: Miss) -> str:
    return f"{miss.row.practice}_sparse" if miss.row.features.is_sparse else miss.row.practice


def _constant_error(misses: Sequence[Miss], share: float) -> float:
    """Median error of hours by 6·N·D (LoRA 4·N·D) at a constant share of the dense 16-bit peak."""
    return float(np.median([abs(_formula_mfu(miss) / share - 1) for miss in misses]))


def _formula_mfu(miss: Miss) -> float:
    run = miss.row.features
    return float(np.exp(miss.row.mfu_log)) * run.linear_flop / run.counted_flop


def _parts(misses: Sequence[Miss]) -> Iterator[tuple[str, list[Miss]]]:
    parts: dict[str, list[Miss]] = {}
    for miss in misses:
        run = miss.row.features
        scale = next(name for limit, name in _SCALES if run.accelerators <= limit)
        kind = "LoRA" if run.has_adapters else "mixture of experts" if run.is_sparse else "dense"
        for name in (f"accelerators: {scale}", f"chip: {run.chip.architecture}", f"kind: {kind}"):
            parts.setdefault(name, []).append(miss)
    return ((name, parts[name]) for name in sorted(parts) if len(parts[name]) >= FEWEST)


def _bill(bill: Bill) -> list[str]:
    return [
        "",
        "[[bill]]",
        f'run = "{bill.label}"',
        f'day = "{bill.day}"',
        f"usd_per_hour = {bill.usd_per_hour:g}",
        f"usd = {bill.usd:g}",
        f"predicted = {bill.predicted:.4g}",
        f'source = "{bill.source}"',
    ]


def _list(*values: float) -> str:
    return f"[{', '.join(f'{value:.4f}' for value in values)}]"
