"""An answer in each form that a terminal prints."""

import json
import sys
from collections.abc import Callable, Mapping

from estimator import Estimate
from estimator.errors import CatalogueError
from estimator.questions.question import Answered
from estimator.render.report import Report, report_csv, report_markdown, report_text
from estimator.render.text import worked


def shown(found: Answered, form: str, text: str) -> str:
    """The answer to a text as `json`, `csv`, `markdown`, `blocks` or on the `screen`."""
    if form == "json":
        return _json(found.data())
    if form == "blocks":
        return _json(_blocks(found, text))
    return _ESTIMATE[form](found.estimate) if found.estimate else _REPORT[form](found.report())


def _json(data: object) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)


def _blocks(found: Answered, text: str) -> Mapping[str, object]:
    from bot.slack.blocks import private_message  # noqa: PLC0415 - loaded only when asked
    from bot.slack.report import report_message  # noqa: PLC0415 - as above
    from service.answers import Answer  # noqa: PLC0415 - as above

    if found.estimate is None:
        return report_message(found.report(), text).built
    return private_message(Answer.of(found.estimate, market=_market(found.estimate))).built


def _csv(estimate: Estimate) -> str:
    from estimator.render.csv import as_csv  # noqa: PLC0415 - loaded only when asked

    return as_csv(estimate)


def _markdown(estimate: Estimate) -> str:
    from estimator.render.markdown import markdown  # noqa: PLC0415 - loaded only when asked

    return markdown(estimate)


def _screen(estimate: Estimate) -> str:
    if not sys.stdout.isatty():
        return worked(estimate, _market(estimate))
    from terminal.screen import screen  # noqa: PLC0415 - loaded only for a terminal

    return screen(estimate, _market(estimate))


def _report_screen(report: Report) -> str:
    if not sys.stdout.isatty():
        return report_text(report)
    from terminal.screen import report_screen  # noqa: PLC0415 - loaded only for a terminal

    return report_screen(report)


def _market(estimate: Estimate) -> str:
    """What the accelerator rents for now, where a refresh has written that; a broken file is reported."""
    from service.folder import data_folder, has_market  # noqa: PLC0415 - loaded only when asked

    folder = data_folder()
    if not has_market(folder):
        return ""
    from service.market import market_line  # noqa: PLC0415 - loaded only where there is one

    try:
        return market_line(folder, estimate)
    except CatalogueError as error:
        sys.stderr.write(f"llmcost: {error}\n")
        return ""


_ESTIMATE: Mapping[str, Callable[[Estimate], str]] = {"csv": _csv, "markdown": _markdown, "screen": _screen}
_REPORT: Mapping[str, Callable[[Report], str]] = {
    "csv": report_csv,
    "markdown": report_markdown,
    "screen": _report_screen,
}
