"""The page of an answer: whole, safe, and with the numbers of the other forms."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from estimator import Estimate
from estimator.render.answer import shown
from estimator.render.everything import everything
from estimator.render.figures import figure
from estimator.render.html import html
from estimator.render.html_report import html_report
from estimator.render.markup import Html, joined, tag
from estimator.render.report import Report
from estimator.render.svg import range_bar, share_bar

Ask = Callable[[str], Estimate]

TYPICAL = (
    "70B 2T a100 mfu=0.5",
    "llama-3.1-405b 16384xh100",
    "deepseek-v3 2048xh800 grid=france",
    "8B 15T h100 deadline=30d budget=$3M",
    "7B 1T peak=71 memory=48GB",
    "7B 1T h100 price=0.01",
)
HARMFUL = '<script>alert("1")</script>&'
_VOID = {"meta"}
_LOADING = {"src", "srcset", "data", "poster", "action", "xlink:href"}


class Read(HTMLParser):
    """A page as an ordinary parser reads it: elements, their words, and whether each is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@pytest.mark.parametrize("text", TYPICAL)
def test_every_element_of_the_page_is_closed(asked: Ask, text: str) -> None:
    page = html(asked(text), text)
    assert page.startswith("<!doctype html>\n<html")
    assert Read(page).open == []


@pytest.mark.parametrize("text", TYPICAL)
def test_the_page_holds_the_glance_and_the_working_and_everything(asked: Ask, text: str) -> None:
    estimate = asked(text)
    words, answer = Read(html(estimate, text)).words, shown(estimate)
    for entry in answer.figures:
        assert all(part in words for part in (entry.label, entry.value, entry.range, entry.terms))
    assert all(part in words for step in answer.steps for part in (step.label, step.working, step.result))
    assert all(f"{label} {told}" in words for label, told in answer.lines if label != "Price")
    for section in everything(estimate).sections:
        assert section.title in words
        assert all(entry.value in words and entry.how in words for entry in section.entries)


def test_each_price_stands_with_its_cost_and_the_one_taken_says_so(asked: Ask) -> None:
    estimate = asked("llama-3.1-405b 16384xh100")
    words = Read(html(estimate, "")).words
    assert len(estimate.prices) > 1
    for priced in estimate.prices:
        assert figure(priced.cost) in words
        assert priced.asked.label in words
    assert words.count("taken here") == 1


def test_each_footnote_leads_to_its_source(asked: Ask) -> None:
    page = Read(html(asked("llama-3.1-405b 16384xh100"), ""))
    marks = {link["href"] for link in page.named("a") if (link["href"] or "").startswith("#")}
    places = {f"#{attributes['id']}" for _, attributes in page.elements if "id" in attributes}
    assert marks <= places
    assert {f"#s{number}" for number in range(1, 4)} <= marks


@pytest.mark.parametrize("text", TYPICAL)
def test_the_page_loads_nothing(asked: Ask, text: str) -> None:
    page = html(asked(text), text)
    read = Read(page)
    assert {name for name, _ in read.elements} & {"script", "link", "img", "iframe", "object", "base"} == set()
    assert [name for _, attributes in read.elements for name in attributes if name in _LOADING] == []
    assert {name for name, attributes in read.elements if "href" in attributes} == {"a"}
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_what_a_person_typed_is_text_and_nothing_else(asked: Ask) -> None:
    page = html(asked("70B 2T a100"), HARMFUL, market=HARMFUL)
    assert "<script" not in page
    assert Read(page).words.count(HARMFUL) == 2


def test_a_report_of_harmful_words_is_text_too() -> None:
    page = html_report(Report(HARMFUL, (HARMFUL,), ((HARMFUL,),), (HARMFUL,)), HARMFUL)
    assert "<script" not in page
    assert Read(page).words.count(HARMFUL) == 6
    assert Read(page).open == []


def test_an_attribute_cannot_be_broken_out_of() -> None:
    assert tag("a", "x", title='" onclick="y') == '<a title="&quot; onclick=&quot;y">x</a>'
    assert joined("<b>", Html("<i>")) == "&lt;b&gt;<i>"


def test_a_certain_figure_has_no_bar_and_an_uncertain_one_has(asked: Ask) -> None:
    def bars(text: str) -> int:
        return html(asked(text), text).count('class="range"')

    assert bars("70B 2T a100 mfu=0.5") == 0
    assert bars("llama-3.1-405b 16384xh100") == 3


def test_a_range_bar_is_drawn_to_scale() -> None:
    range_, value = Read(range_bar(50, 75, 100, "words")).elements[2:]
    assert (range_[1]["x"], range_[1]["width"]) == ("50.00%", "50.00%")
    assert value[1]["x1"] == value[1]["x2"] == "75.00%"


def test_a_bar_says_in_words_what_it_shows() -> None:
    drawn = share_bar(0.25, "$1 here: $2", "used")
    assert Read(drawn).named("svg")[0]["aria-label"] == "$1 here: $2"
    assert Read(drawn).named("rect")[0]["width"] == "25.00%"


def test_the_page_is_set_for_paper_for_the_dark_and_for_a_phone(asked: Ask) -> None:
    page = html(asked("70B 2T a100"), "")
    for rule in ("@media print", "prefers-color-scheme: dark", "max-width: 40rem"):
        assert rule in page
    assert re.search(r'name="viewport" content="width=device-width', page)
