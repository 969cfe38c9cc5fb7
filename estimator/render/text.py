"""An estimate as plain text: for a terminal that is piped, and for Slack's fallback."""

from estimator.estimate import Estimate
from estimator.render import wording

TEXT_LIMIT = 3_000


def plain(estimate: Estimate) -> str:
    """The whole worked answer as text, at most TEXT_LIMIT characters: the inputs' sources give way first."""
    for lines in (_all(estimate), _without_inputs(estimate)):
        text = "\n".join(lines)
        if len(text) <= TEXT_LIMIT:
            return text
    return text[: TEXT_LIMIT - 1] + "…"


def _all(estimate: Estimate) -> list[str]:
    return [*_answer(estimate), "", *_working(estimate), "", *_inputs(estimate), "", *_beside(estimate)]


def _without_inputs(estimate: Estimate) -> list[str]:
    return [*_answer(estimate), "", *_working(estimate), "", *_beside(estimate)]


def _answer(estimate: Estimate) -> list[str]:
    return [f"{wording.headline(estimate)}: {wording.subject_line(estimate)}", wording.key_figures(estimate)]


def _working(estimate: Estimate) -> list[str]:
    return [
        f"{number}. {step.label}: {step.formula} = {step.substituted} = {step.result}"
        for number, step in enumerate(wording.working(estimate), 1)
    ]


def _inputs(estimate: Estimate) -> list[str]:
    return [f"{step.label}: {step.result} — {step.says}" for step in wording.inputs(estimate)]


def _beside(estimate: Estimate) -> list[str]:
    lines = [wording.price_line(estimate), wording.budget_line(estimate), wording.drivers_line(estimate)]
    lines += [f"Published: {wording.neighbour_line(neighbour)}" for neighbour in estimate.neighbours]
    lines += [f"Warning: {doubt.message}" for doubt in estimate.doubts]
    return [line for line in lines if line]
