"""An answer as one page of HTML that needs nothing else: glance, working, prices, everything, sources."""

from collections.abc import Iterable, Sequence

from estimator.calculation.quantity import Source
from estimator.estimate import Estimate
from estimator.money.prices import PricedRun
from estimator.render.answer import ShownAnswer, shown
from estimator.render.everything import Entry, Section, everything
from estimator.render.figures import figure
from estimator.render.key_figure import KeyFigure
from estimator.render.markup import Html, joined, tag
from estimator.render.page import FITS, PRICE
from estimator.render.style import STYLE
from estimator.render.svg import range_bar, share_bar

# headings of columns of numbers
_NUMBERS = ("Value", "Result")
# the quantity behind each figure of the glance
_QUANTITIES = {"Cost": "compute_cost", "Hours": "accelerator_hours", "Time": "wall_clock"}


def html(estimate: Estimate, asked: str, market: str = "") -> str:
    """The page of an estimate; `asked` is the text that it answers, `market` what the accelerator rents for now."""
    answer, found = shown(estimate, market), everything(estimate)
    parts = {
        "Working": _working(answer),
        "Prices": joined(*_prices(estimate.prices)) if answer.prices else Html(),
        "Everything": joined(*map(_section, found.sections)),
        "Sources": tag("ol", *(tag("li", _source(source), id=f"s{at}") for at, source in enumerate(found.sources, 1))),
    }
    shown_parts = {name: part for name, part in parts.items() if part}
    links = (joined(" · " if at else "", tag("a", name, href=f"#{name}")) for at, name in enumerate(shown_parts))
    return page(
        answer.title,
        tag("p", "Read as ", tag("code", answer.reading), class_="asked") if answer.reading else Html(),
        heading(answer.title, asked),
        *(tag("p", tag("b", "Warning: "), warning, class_="warning") for warning in answer.warnings),
        tag("div", *(_figure(estimate, entry) for entry in answer.figures), class_="glance"),
        tag("nav", tag("p", *links), aria_label="Parts of this page"),
        *(joined(tag("h2", name, id=name), part) for name, part in shown_parts.items()),
        tag("footer", f"llmcost · the facts are those of {estimate.as_of} · ranges hold 80 %"),
    )


def page(title: str, *body: Html) -> str:
    """A whole page of HTML with its style in it."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Html(STYLE)),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', tag('main', *body)), lang='en')}\n"


def heading(title: str, asked: str) -> Html:
    """The title, and the command that was asked."""
    return tag("header", tag("h1", title), tag("p", tag("code", f"llmcost {asked}"), class_="asked"))


def _figure(estimate: Estimate, entry: KeyFigure) -> Html:
    """A figure of the glance with its range, as words and as a bar."""
    quantity = estimate.answer.get(_QUANTITIES.get(entry.label, ""))
    words = f"{entry.label}: {entry.value}, 80 % between {entry.range}"
    bar = range_bar(quantity.low, quantity.value, quantity.high, words) if quantity and entry.range else Html()
    told = tag("p", entry.range) if entry.range else Html()
    return tag(
        "div",
        tag("p", entry.label),
        tag("b", entry.value),
        bar,
        told,
        tag("p", entry.terms, class_="quiet"),
        class_="figure",
    )


def _working(answer: ShownAnswer) -> Html:
    rows = (
        tag(
            "tr",
            tag("th", f"{step.number}  {step.label}", scope="row"),
            tag("td", step.working, class_="how"),
            tag("td", step.result, class_="number"),
        )
        for step in answer.steps
    )
    lines = [
        (label, words) for label, words in (*answer.lines, ("Sources", answer.sources)) if label != PRICE and words
    ]
    beside = [joined(tag("dt", label), tag("dd", words)) for label, words in lines]
    if answer.choices:
        fitting = (joined(" · " if at else "", tag("code", text)) for at, text in enumerate(answer.choices))
        beside.append(joined(tag("dt", FITS), tag("dd", *fitting)))
    table = tag("table", _head(("Step", "Working", "Result")), tag("tbody", *rows), class_="steps folds")
    return joined(table if answer.steps else Html(), tag("dl", *beside))


def _prices(prices: Sequence[PricedRun]) -> Iterable[Html]:
    """What the run costs at each price, as a bar; the price that the estimate takes says so."""
    most = max((priced.cost.value for priced in prices), default=0)
    for priced in prices:
        asked, cost = priced.asked, figure(priced.cost)
        day = f" ({asked.as_of})" if asked.as_of else ""
        used = " · taken here" if priced.is_used else ""
        terms = f"{figure(asked.price).removesuffix('/h')} {asked.label}{day}{used}"
        words = tag("div", tag("span", terms), tag("b", cost), class_="price")
        bar = share_bar(priced.cost.value / most, f"{terms}: {cost}", "used" if priced.is_used else "other")
        yield tag("div", words, bar, class_="chart")


def _section(section: Section) -> Html:
    head = _head(("", "Value", "Range and how"))
    table = [tag("table", head, tag("tbody", *map(_entry, section.entries)), class_="folds")] if section.entries else []
    return joined(tag("h3", section.title), *table, *(tag("p", sentence) for sentence in section.sentences))


def _entry(entry: Entry) -> Html:
    span = f"({entry.range}) " if entry.range else ""
    mark = tag("a", entry.mark, href=f"#s{entry.footnote}") if entry.footnote else ""
    return tag(
        "tr",
        tag("th", entry.label, scope="row"),
        tag("td", entry.value, class_="number"),
        tag("td", span, entry.how, " ", mark, class_="how"),
    )


def _source(source: Source) -> Html:
    named = tag("a", source.title, href=source.url) if source.url else source.title
    return joined(named, f", {source.retrieved}" if source.retrieved else "")


def _head(headings: Sequence[str]) -> Html:
    return tag("thead", tag("tr", *(_headed(heading) for heading in headings)))


def _headed(heading: str) -> Html:
    kind = {"class_": "number"} if heading in _NUMBERS else {}
    return tag("th", heading, scope="col", **kind)
