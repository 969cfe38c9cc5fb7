"""An estimate as plain text: for a terminal that is piped, and for Slack's fallback."""

from estimator.estimate import Estimate
from estimator.render import wording

TEXT_LIMIT = 3_000


def worked(estimate: Estimate, market: str = "") -> str:
    """The whole worked answer as text, however long; `market` is a line below the price."""
    inputs = [f"{step.label}: {step.result} — {step.says}" for step in wording.inputs(estimate)]
    return "\n".join([*_answer(estimate), "", *_working(estimate), "", *inputs, "", *_beside(estimate, market)])


def plain(estimate: Estimate, market: str = "") -> str:
    """The worked answer as text of at most TEXT_LIMIT characters: the inputs' sources give way first."""
    text = worked(estimate, market)
    if len(text) > TEXT_LIMIT:
        text = "\n".join([*_answer(estimate), "", *_working(estimate), "", *_beside(estimate, market)])
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


def _answer(estimate: Estimate) -> list[str]:
    return [
        f"{wording.headline(estimate)}: {wording.subject_line(estimate)}",
        wording.key_figures(estimate),
        *(f"Warning: {doubt.message}" for doubt in estimate.doubts),
    ]


def _working(estimate: Estimate) -> list[str]:
    return [
        f"{number}. {step.label}: {step.formula} = {step.substituted} = {step.result}"
        for number, step in enumerate(wording.working(estimate), 1)
    ]


def _beside(estimate: Estimate, market: str) -> list[str]:
    published = [f"Published: {wording.neighbour_line(neighbour)}" for neighbour in estimate.neighbours]
    return wording.notes(estimate, market) + published
