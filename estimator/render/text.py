"""An estimate as plain text: for a terminal that is piped, and for Slack's fallback."""

from estimator.estimate import Estimate
from estimator.render import wording

TEXT_LIMIT = 3_000
_LEFT_OUT = "… (the first steps: in the table, or in a terminal)"


def worked(estimate: Estimate, market: str = "") -> str:
    """The whole worked answer as text, however long; `market` is a line below the price."""
    steps, beside = _working(estimate), _beside(estimate, market)
    return "\n".join([*_answer(estimate), "", *steps, "", *_inputs(estimate), "", *beside])


def plain(estimate: Estimate, market: str = "") -> str:
    """The worked answer as text of at most TEXT_LIMIT characters.

    What does not fit gives way: first the inputs' sources, then the steps that lead up to the work of the run.
    """
    steps, beside = _working(estimate), _beside(estimate, market)
    text = worked(estimate, market)
    if len(text) > TEXT_LIMIT:
        text = "\n".join([*_answer(estimate), "", *steps, "", *beside])
    if len(text) > TEXT_LIMIT:
        room = TEXT_LIMIT - sum(len(line) + 1 for line in (*_answer(estimate), "", _LEFT_OUT, "", *beside))
        text = "\n".join([*_answer(estimate), "", _LEFT_OUT, *_last(steps, room), "", *beside])
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


def _last(steps: list[str], room: int) -> list[str]:
    """The last steps that fit into so many characters."""
    kept: list[str] = []
    for step in reversed(steps):
        room -= len(step) + 1
        if room < 0:
            break
        kept.insert(0, step)
    return kept


def _inputs(estimate: Estimate) -> list[str]:
    return [f"{step.label}: {step.result} — {step.says}" for step in wording.inputs(estimate)]


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
