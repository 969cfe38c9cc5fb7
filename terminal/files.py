"""Answers that are written to a file: a page for a browser, and the chart as a picture."""

from collections.abc import Mapping
from pathlib import Path

from estimator.errors import RequestError
from estimator.questions.question import Answered
from estimator.render.answer import shown as shown_answer
from estimator.render.glance import headline
from estimator.render.price_chart import price_chart
from estimator.render.report import Chart
from terminal.forms import html

# the endings of a file in each form, and what to do with it
FILES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "html": ((".html", ".htm"), "one page for a browser, with everything on it"),
    "svg": ((".svg",), "the chart of the answer, as a drawing"),
    "png": ((".png",), "the chart of the answer, as a picture"),
}


def file_of(form: str, name: str) -> Path:
    """The file of that form. Raises RequestError for another ending: that may be a word of the text."""
    endings, _ = FILES[form]
    if Path(name).suffix.lower() not in endings:
        raise RequestError(
            f'`--{form}` takes the name of a file, and "{name}" does not end in {endings[0]}.',
            f"For example: `llmcost 70B 2T a100 --{form} run{endings[0]}`.",
        )
    return Path(name)


def write(found: Answered, form: str, text: str, path: Path) -> str:
    """Write the answer to its file; a sentence on where it is."""
    if form == "html":
        path.write_text(html(found, text), encoding="utf-8")
        return f"The page is in {path.resolve()}: open it in a browser."
    path.write_bytes(_picture(found, form))
    return f"The chart is in {path.resolve()}."


def _picture(found: Answered, form: str) -> bytes:
    chart, heading = _chart(found)
    if chart is None:
        raise RequestError("There is nothing to draw in this answer.", "Try `llmcost compare 70B 2T --svg run.svg`.")
    try:
        from terminal.picture import picture  # noqa: PLC0415 - an extra, loaded only when asked
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("matplotlib"):
            raise
        needs = f'`--{form}` needs a library that is not here: pip install "llmcost[chart]".'
        raise RequestError(needs, "`--html` draws without it.") from error
    return picture(chart, heading, form)


def _chart(found: Answered) -> tuple[Chart | None, str]:
    """What is drawn, and what stands above it."""
    if found.estimate is None:
        report = found.report()
        return report.chart, report.title
    answer = shown_answer(found.estimate)
    return price_chart(answer), f"{answer.title}\n{headline(found.estimate)}"
