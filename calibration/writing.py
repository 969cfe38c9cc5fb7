"""Writing what was fitted, in the form that the estimator reads, and saying what changed."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from calibration.fitting import Fit, levels
from calibration.measurements import Measurement
from calibration.priors import EFFECT_DEVIATIONS, PRIORS
from estimator.utilization.fitted import COEFFICIENTS, LEVELS

DATA = Path(__file__).parents[1] / "estimator" / "catalogue" / "data"
FITTED = "calibration/data/measurements.csv, fitted by `make calibrate`"
SAID = "calibration/priors.py"
HEADING = "# Written by `make calibrate`; edit calibration/, not this file."


def write(model: Fit, spreads: Mapping[str, float], rows: Sequence[Measurement]) -> list[str]:
    """Write both files; returns what changed, a line each."""
    texts = {COEFFICIENTS: coefficients_text(model), LEVELS: levels_text(model, spreads, rows)}
    changed = [line for path, text in texts.items() for line in changes(_old(path), tomllib.loads(text))]
    for path, text in texts.items():
        (DATA / path).write_text(text, encoding="utf-8")
    return changed


def coefficients_text(model: Fit) -> str:
    """The TOML of the coefficients with their reasons."""
    lines = [HEADING]
    for name, prior in PRIORS.items():
        source = FITTED if prior.deviation else SAID
        lines += ["", f"[{name}]", f"value = {_number(model.coefficients[name])}"]
        lines += [f'reason = "{prior.reason}"', f'source = "{source}"']
    return "\n".join(lines) + "\n"


def levels_text(model: Fit, spreads: Mapping[str, float], rows: Sequence[Measurement]) -> str:
    """The TOML of the levels, each with the number of measurements behind it, and of the spreads."""
    count = Counter(level for row in rows for level in levels(row.features))
    lines = [HEADING, "# Logarithms on the usual level of kernels, and how many measurements stand behind each."]
    for kind in EFFECT_DEVIATIONS:
        found = {name: log for (own, name), log in model.levels.items() if own == kind}
        lines += ["", f"[{kind}]"] + [
            f'"{name}" = [{_number(log)}, {count[kind, name]}]' for name, log in sorted(found.items())
        ]
    lines += ["", "[spread]", *(f"{name} = {_number(value)}" for name, value in spreads.items())]
    return "\n".join(lines) + "\n"


def changes(old: Mapping[str, object], new: Mapping[str, object], place: str = "") -> Iterator[str]:
    """The values that differ between two parsed files."""
    for name in [*new, *(name for name in old if name not in new)]:
        was, now = old.get(name), new.get(name)
        if isinstance(now, Mapping):
            yield from changes(was if isinstance(was, Mapping) else {}, now, f"{place}{name} ")
        elif was != now:
            yield f"{place}{name}: {was} → {now}"


def _old(path: str) -> Mapping[str, object]:
    file = DATA / path
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _number(value: float) -> str:
    return repr(round(float(value), 5))
