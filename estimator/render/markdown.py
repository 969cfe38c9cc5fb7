"""An estimate as Markdown: a headline and two tables, for a document or an issue."""

from collections.abc import Iterable, Sequence

from estimator.estimate import Estimate
from estimator.render import wording


def markdown(estimate: Estimate) -> str:
    """The worked answer with tables of steps and inputs."""
    steps = [
        (str(number), step.label, step.formula, step.substituted, step.result)
        for number, step in enumerate(wording.working(estimate), 1)
    ]
    given = [(step.label, step.result, step.says) for step in wording.inputs(estimate)]
    beside = wording.side_figures(estimate)
    lines = [
        f"## {wording.headline(estimate)}: {wording.subject_line(estimate)}",
        "",
        wording.key_figures(estimate),
        "",
        *_table(("", "Step", "Formula", "Numbers", "Result"), steps),
        "",
        *_table(("Input", "Value", "Who says so"), given),
        "",
        *_table(("Beside", "Value"), beside),
        "",
        *_notes(estimate),
    ]
    return "\n".join(lines).rstrip()


def _notes(estimate: Estimate) -> list[str]:
    notes = [f"**Warning:** {doubt.message}" for doubt in estimate.doubts] + wording.notes(estimate)
    notes += [f"Published: {wording.neighbour_line(neighbour)}" for neighbour in estimate.neighbours]
    return [f"- {note}" for note in notes]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(header), _row(["---"] * len(header)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
