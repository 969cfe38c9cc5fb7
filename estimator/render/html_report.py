"""A report as one page of HTML that needs nothing else: glance, chart, table, notes and details."""

from estimator.render.html import heading, page
from estimator.render.markup import Html, joined, tag
from estimator.render.report import Chart, Report, is_figures
from estimator.render.svg import span_bar


def html_report(report: Report, asked: str) -> str:
    """The page of any answer but an estimate; `asked` is the text that it answers."""
    title = report.title or asked
    notes = (tag("p", note) for note in (*report.notes, *report.details))
    return page(
        title,
        heading(title, asked),
        tag("p", "Read as ", tag("code", report.reading), class_="asked") if report.reading else Html(),
        *(tag("p", sentence) for sentence in report.glance),
        *([_chart(report.chart)] if report.chart else []),
        *([_table(report)] if report.rows else []),
        *notes,
    )


def _chart(chart: Chart) -> Html:
    """A bar for each label on one scale; the line marks the value in the range."""
    most = max(span.high for span in chart.spans)
    rows = (
        tag(
            "div",
            tag("div", tag("span", label), class_="price"),
            span_bar(span, most, f"{label}: {span.value:,.4g} {chart.unit}, {span.low:,.4g} to {span.high:,.4g}"),
            class_="chart",
        )
        for label, span in zip(chart.labels, chart.spans, strict=True)
    )
    return joined(tag("h2", f"{chart.title}, with its {chart.reach}"), *rows)


def _table(report: Report) -> Html:
    figures = [is_figures(cells) for cells in zip(*report.rows, strict=True)]
    head = tag(
        "tr", *(_cell("th", text, right, scope="col") for text, right in zip(report.headings, figures, strict=True))
    )
    rows = (
        tag("tr", *(_cell("td", text, right) for text, right in zip(row, figures, strict=True))) for row in report.rows
    )
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide")


def _cell(name: str, text: str, right: bool, **attributes: str) -> Html:
    return tag(name, text, **attributes, **({"class_": "number"} if right else {}))
