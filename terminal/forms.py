"""An answer in each form that a terminal prints."""

import sys
from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from estimator import Estimate
from estimator.errors import CatalogueError
from estimator.questions.question import Answered
from estimator.render.answer import shown as shown_answer
from estimator.render.columns import PageLine, plain_lines
from estimator.render.page import WIDTH, answer_page
from estimator.render.report import Report, report_csv, report_markdown
from estimator.render.report_page import report_text


def shown(found: Answered, form: str, text: str) -> str:
    """The answer to a text as `json`, `csv`, `markdown`, `blocks` or on the `screen`."""
    if form == "json":
        return _json(found.data())
    if form == "blocks":
        return _json(_blocks(found, text))
    if found.estimate is None:
        return _report(found, form)
    forms = {**_ESTIMATE, **_EXPLAINED} if found.explains else _ESTIMATE
    return forms[form](found.estimate)


def _json(data: object) -> str:
    import json  # noqa: PLC0415 - loaded only when asked

    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)


def _blocks(found: Answered, text: str) -> Mapping[str, object]:
    from blockkit.blocks import private_message  # noqa: PLC0415 - loaded only when asked
    from blockkit.report import report_message  # noqa: PLC0415 - as above
    from service.answers import Answer  # noqa: PLC0415 - as above

    if found.estimate is None:
        return report_message(found.report(), text).built
    return private_message(Answer.of(found.estimate, market=_market(found.estimate))).built


def html(found: Answered, text: str) -> str:
    """The answer to a text as one page for a browser."""
    from estimator.render.html import html as page  # noqa: PLC0415 - loaded only when asked
    from estimator.render.html_report import html_report  # noqa: PLC0415 - as above

    if found.estimate is None:
        return html_report(found.report(), text)
    return page(found.estimate, text, _market(found.estimate))


def _csv(estimate: Estimate) -> str:
    from estimator.render.csv import as_csv  # noqa: PLC0415 - loaded only when asked

    return as_csv(estimate)


def _markdown(estimate: Estimate) -> str:
    from estimator.render.markdown import markdown  # noqa: PLC0415 - loaded only when asked

    return markdown(estimate, _market(estimate))


def _long_markdown(estimate: Estimate) -> str:
    from estimator.render.markdown import markdown_explanation  # noqa: PLC0415 - loaded only when asked

    return f"{_markdown(estimate)}\n\n{markdown_explanation(estimate)}"


def _screen(estimate: Estimate) -> str:
    answer = shown_answer(estimate, _market(estimate))
    return _drawn(lambda width: answer_page(answer, width))


def _long_screen(estimate: Estimate) -> str:
    from estimator.render.explanation import explanation_page  # noqa: PLC0415 - loaded only when asked

    answer = shown_answer(estimate, _market(estimate))
    return _drawn(lambda width: chain(answer_page(answer, width), explanation_page(estimate, width)))


def _drawn(page: Callable[[int], Iterable[PageLine]]) -> str:
    if not sys.stdout.isatty():
        return plain_lines(page(WIDTH))
    from terminal.screen import page_screen  # noqa: PLC0415 - loaded only for a terminal

    return page_screen(page)


def _report(found: Answered, form: str) -> str:
    report = found.report()
    if form == "csv":
        return report_csv(report)
    if form == "markdown":
        return report_markdown(_with_details(report) if found.explains else report)
    if not sys.stdout.isatty():
        return report_text(report, explains=found.explains)
    from terminal.screen import report_screen  # noqa: PLC0415 - loaded only for a terminal

    return report_screen(report, explains=found.explains)


def _with_details(report: Report) -> Report:
    return report._replace(notes=(*report.notes, *report.details))


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
_EXPLAINED: Mapping[str, Callable[[Estimate], str]] = {"markdown": _long_markdown, "screen": _long_screen}
