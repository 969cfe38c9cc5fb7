"""Every way of leaving measurements out, with the misses of each: who is predicted, from what, knowing what."""

from collections.abc import Mapping, Sequence

from calibration.fitting import Fit
from calibration.left_out import (
    Miss,
    Model,
    as_known,
    as_typed,
    chip,
    edition,
    group,
    groups_left_out,
    later_left_out,
    next_left_out,
    physics,
)
from calibration.measurements import Measurement, of_practice

PUBLISHED = "published runs, organisation left out"
PUBLISHED_LATER = "published runs from May 2024 on, predicted from before"
TUNED = "MLPerf, submitter left out"
TUNED_LATER = "MLPerf v5.1, predicted from before"
TUNED_TYPED = "MLPerf v5.1, predicted from before, as typed"
TUNED_CHIP = "MLPerf, accelerator left out"
STEPS = "steps, edition of the table left out"
STEPS_MAKER = "steps, maker of the tables left out"
STEPS_LATER = "steps of 2026, predicted from before"
STEPS_TYPED = "steps of 2026, predicted from before, as typed"
STEPS_CHIP = "steps, accelerator left out"
STEPS_NEXT = "steps, each release predicted from all before it, as typed"
PUBLISHED_DAY, TUNED_DAY, STEPS_DAY = 2024.3, 2025.7, 2026.0
RELEASES = (2025.8, 2026.0, 2026.2, 2026.4)
RECENT = 2024.0
Results = Mapping[str, Sequence[Miss]]


def all_views(rows: Sequence[Measurement], whole: Fit) -> dict[str, list[Miss]]:
    """The misses of the model that ships, in each view."""
    model = physics(whole)
    runs, timed, steps = (of_practice(rows, name) for name in ("typical", "tuned", "step"))
    return {
        **main_views(rows, model),
        PUBLISHED_LATER: later_left_out(rows, runs, PUBLISHED_DAY, model, as_known),
        TUNED: groups_left_out(rows, timed, group, model),
        TUNED_TYPED: later_left_out(rows, timed, TUNED_DAY, model, as_typed),
        TUNED_CHIP: groups_left_out(rows, timed, chip, model),
        STEPS: groups_left_out(rows, steps, edition, model),
        STEPS_MAKER: groups_left_out(rows, steps, group, model),
        STEPS_TYPED: later_left_out(rows, steps, STEPS_DAY, model, as_typed),
        STEPS_NEXT: next_left_out(rows, steps, RELEASES, model, as_typed),
        STEPS_CHIP: groups_left_out(rows, steps, chip, model),
    }


def main_views(rows: Sequence[Measurement], model: Model) -> dict[str, list[Miss]]:
    """The views in which models are compared."""
    runs, timed, steps = (of_practice(rows, name) for name in ("typical", "tuned", "step"))
    return {
        PUBLISHED: groups_left_out(rows, runs, group, model),
        PUBLISHED_LATER: later_left_out(rows, runs, PUBLISHED_DAY, model),
        TUNED_LATER: later_left_out(rows, timed, TUNED_DAY, model),
        STEPS_LATER: later_left_out(rows, steps, STEPS_DAY, model),
    }


def recent(misses: Sequence[Miss], *, sparse: bool) -> list[Miss]:
    """Measurements of the software of these years, of sparse models or of dense ones."""
    return [miss for miss in misses if miss.row.features.year >= RECENT and miss.row.features.is_sparse == sparse]
