"""Writing what was fitted, in the form that the estimator reads."""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from calibration.measurements import Measurement
from calibration.priors import EFFECT_DEVIATIONS, PRIORS, REACH
from calibration.ranges import CENTRAL, LIMITS, Bands
from calibration.step_model import NAMES, Fit
from calibration.whole_run import SLOPE
from estimator.mfu.evidence import neighbourhood
from estimator.mfu.kinship import generation

FITTED = "calibration/data/measurements.csv, fitted by `make calibrate`"
NORMAL_80 = 1.2816
LATTICE = 4
COLUMNS = [
    "neighbourhood",
    "label",
    "accelerator",
    "precision",
    "practice",
    "accelerators",
    "mfu",
    "size",
    "scale",
    "tokens_each",
    "length",
    "sparsity",
    "weight",
    "source",
]
Entry = tuple[float, float, float, str]


def write(
    folder: Path, model: Fit, keep_log: float, half_widths: Mapping[str, Bands], runs: Sequence[Measurement]
) -> None:
    """The assumptions, the shifts of groups and the measured points."""
    entries = assumptions(model, keep_log, half_widths, len(runs))
    (folder / "assumptions").mkdir(parents=True, exist_ok=True)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "assumptions" / "utilization.toml").write_text(assumptions_text(entries), encoding="utf-8")
    (folder / "evidence" / "utilization_effects.toml").write_text(effects_text(model), encoding="utf-8")
    with (folder / "evidence" / "utilization_points.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(points(model))


def assumptions(model: Fit, keep_log: float, half_widths: Mapping[str, Bands], runs: int) -> dict[str, Entry]:
    """Value, low, high and reason of each coefficient."""
    spread = NORMAL_80 * model.deviations
    entries: dict[str, Entry] = {
        name: (value, value - half if name.endswith("_log") else max(value - half, 0.0), value + half, PRIORS[name][2])
        for name, value, half in zip(NAMES, model.coefficients, spread, strict=True)
    }
    entries["evidence_reach"] = (REACH, 0.1, 0.2, "typical size of what neighbours shift, a logarithm")
    entries["keep_log"] = (
        keep_log,
        keep_log - 0.1,
        keep_log + 0.1,
        f"logarithm of the level of {runs} published runs, weighted so that no organisation dominates",
    )
    entries["keep_slope"] = (SLOPE, 0.4, 1.0, "published runs differ less than steps do: the power of the step MFU")
    for name, limit in LIMITS.items():
        entries[f"closeness_{name}"] = (limit, limit, limit, "least closeness of a measurement for this band")
    for practice, bands in half_widths.items():
        for name, half in bands.items():
            reason = f"half the logarithmic width that holds {CENTRAL:.0%} of runs left out of the fit"
            entries[f"range_{practice}_{name}"] = (half, half, half, reason)
    return entries


def assumptions_text(entries: Mapping[str, Entry]) -> str:
    """The TOML of the assumptions."""
    lines = ["# Written by `make calibrate`; edit calibration/, not this file."]
    for name, (value, low, high, reason) in entries.items():
        lines += ["", f"[{name}]", f"value = {_number(value)}", f"low = {_number(low)}", f"high = {_number(high)}"]
        lines += [f'reason = "{reason}"', f'source = "{FITTED}"']
    return "\n".join(lines) + "\n"


def effects(model: Fit) -> dict[str, dict[str, float]]:
    """What each group shifts: its variance times the weights of its measurements."""
    shifts: dict[str, dict[str, float]] = {}
    for component, deviation in EFFECT_DEVIATIONS.items():
        keys = model.table.keys[component]
        sums = {key: float(model.weights[keys == key].sum()) for key in sorted(set(keys.tolist())) if key}
        shifts[component] = {key: deviation**2 * total for key, total in sums.items()}
    return shifts


def effects_text(model: Fit) -> str:
    """The TOML of the shifts."""
    lines = ["# Written by `make calibrate`: logarithms that measurements of a group shift its members by."]
    for component, shifts in effects(model).items():
        lines += ["", f'["{component}"]'] + [f'"{key}" = {_number(value)}' for key, value in shifts.items()]
    return "\n".join(lines) + "\n"


def points(model: Fit) -> Iterable[dict[str, str]]:
    """The measured points, those that lie together as one: their weights add up."""
    cells: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, row in enumerate(model.rows):
        cells[_cell(row, model.table.positions[index])].append(index)
    for indices in cells.values():
        yield _point(model, indices)


def _cell(row: Measurement, place: np.ndarray) -> tuple[object, ...]:
    run = row.situation
    lattice = tuple(round(float(coordinate) * LATTICE) for coordinate in place)
    return (run.accelerator.identifier, run.precision, run.practice, run.method == "lora", *lattice)


def _point(model: Fit, indices: Sequence[int]) -> dict[str, str]:
    rows = [model.rows[index] for index in indices]
    run = rows[0].situation
    place = model.table.positions[list(indices)].mean(axis=0)
    counts = sorted({int(row.situation.accelerators) for row in rows if row.situation.accelerators})
    cells = {
        "neighbourhood": neighbourhood(generation(run.accelerator.identifier), run.method),
        "label": Counter(row.label for row in rows).most_common(1)[0][0],
        "accelerator": run.accelerator.identifier,
        "precision": run.precision,
        "practice": run.practice,
        "accelerators": "–".join(str(count) for count in dict.fromkeys((counts[0], counts[-1]))) if counts else "",
        "mfu": f"{math.exp(median(row.mfu_log for row in rows)):.4f}",
        "weight": f"{model.weights[list(indices)].sum():.4f}",
        "source": rows[0].source,
    }
    names = ("size", "scale", "tokens_each", "length", "sparsity")
    return cells | {name: f"{coordinate:.4f}" for name, coordinate in zip(names, place, strict=True)}


def _number(value: float) -> str:
    return repr(round(float(value), 6))
