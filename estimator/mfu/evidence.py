"""What was measured, in the form that answers use: coefficients, shifts of groups, measured points and ranges."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from estimator.mfu.step_time import Coefficients

PRACTICES = ("typical", "tuned", "step", "untold")
Position = tuple[float, float, float, float, float]
# precision, accelerator and practice
Kind = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One measured configuration, or several alike: where it lies, its MFU, and the shift that it exerts."""

    label: str
    accelerator: str
    precision: str
    practice: str
    accelerators: str
    mfu: float
    source: str
    position: Position
    weight: float


@dataclass(frozen=True, slots=True)
class Band:
    """Half the logarithmic width of an 80 % range, for runs with a measurement at least this close (0 to 1)."""

    closeness: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that `expected_mfu` knows; points are grouped by generation and kind of training, then by Kind."""

    coefficients: Coefficients
    reach: float
    keep_log: float
    keep_slope: float
    effects: Mapping[str, Mapping[str, float]]
    points: Mapping[str, Mapping[Kind, list[tuple[Position, Point]]]]
    bands: Mapping[str, tuple[Band, ...]]


def neighbourhood(generation: str, method: str) -> str:
    """The key of the points that may speak for a run: same generation, adapters or full training."""
    return f"{generation} {'lora' if method == 'lora' else 'full'}"


def evidence_from(
    assumptions: Mapping[str, Mapping[str, float | str]],
    effects: Mapping[str, Mapping[str, float]],
    points: Iterable[Mapping[str, str]],
) -> Evidence:
    """The evidence from the parsed files: utilization.toml, utilization_effects.toml and utilization_points.csv."""
    values = {name: float(entry["value"]) for name, entry in assumptions.items()}
    grouped: dict[str, dict[Kind, list[tuple[Position, Point]]]] = {}
    for row in points:
        point = _point(row)
        alike = grouped.setdefault(row["neighbourhood"], {})
        alike.setdefault((point.precision, point.accelerator, point.practice), []).append((point.position, point))
    return Evidence(
        coefficients=Coefficients(**{field.name: values[field.name] for field in fields(Coefficients)}),
        reach=values["evidence_reach"],
        keep_log=values["keep_log"],
        keep_slope=values["keep_slope"],
        effects=effects,
        points=grouped,
        bands={practice: _bands(values, practice) for practice in PRACTICES},
    )


def _point(row: Mapping[str, str]) -> Point:
    size, scale, tokens_each, length, sparsity = (
        float(row[name]) for name in ("size", "scale", "tokens_each", "length", "sparsity")
    )
    return Point(
        label=row["label"],
        accelerator=row["accelerator"],
        precision=row["precision"],
        practice=row["practice"],
        accelerators=row["accelerators"],
        mfu=float(row["mfu"]),
        source=row["source"],
        position=(size, scale, tokens_each, length, sparsity),
        weight=float(row["weight"]),
    )


def _bands(values: Mapping[str, float], practice: str) -> tuple[Band, ...]:
    levels = (("near", values["closeness_near"]), ("some", values["closeness_some"]), ("far", 0.0))
    return tuple(Band(limit, values[f"range_{practice}_{name}"]) for name, limit in levels)
