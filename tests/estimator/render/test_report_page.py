"""A report as a person reads it: a glance, a table on one screen with its bars, and details where asked for."""

import datetime
import json
import re
from collections.abc import Iterator

import pytest

from blockkit.chart import chart
from blockkit.report import report_message
from estimator.catalogue.catalogue import Catalogue
from estimator.questions.table import answer
from estimator.render.bars import Ends
from estimator.render.report import Chart, Report, report_markdown
from estimator.render.report_page import report_text
from workspace.validation import message_problems

DAY = datetime.date(2026, 11, 24)
RUN = "70B 2T 1024xh100"
QUESTIONS = (
    "compare 70B 2T a100 vs h100 vs b200",
    "compare 7B 1T h100",
    "plan 70B 2T deadline=45d budget=$4M",
    f"bill {RUN}",
    f"own {RUN}",
    f"observe {RUN} 700 tok/s/gpu done=500B",
    "optimal 1e24 flops",
    "sensitivity 70B 2T a100",
    "70B 14T seq=8k then 800B seq=128k then sft 10B h100",
)
SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9}
SHOWN = Report(
    "Title",
    ("Run", "Cost"),
    (("one", "$1"), ("two", "$4"), ("all", "$5")),
    ("A note.",),
    glance=("At a glance.",),
    chart=Chart("Cost", "USD", ("one", "two"), (Ends(1, 1, 1), Ends(4, 3, 4))),
    details=("A detail.",),
)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_report_fits_one_screen_and_its_glance_is_read_first(catalogue: Catalogue, text: str) -> None:
    report = answer(text, catalogue, DAY).report()
    lines = report_text(report).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert lines[0] in report.title
    assert len(report.rows) <= 10


def test_each_bar_stands_in_the_row_of_its_label() -> None:
    lines = report_text(SHOWN, width=40).splitlines()
    bars = {line.split()[0]: re.sub(r"[^█▒]", "", line) for line in lines if "$" in line}
    assert (set(bars["one"]), bars["all"]) == ({"█"}, "")
    assert len(bars["two"]) == 4 * len(bars["one"])
    assert bars["two"].count("█") == 3 * bars["two"].count("▒")


def test_details_are_shown_where_everything_is_asked_for() -> None:
    assert "A detail." not in report_text(SHOWN)
    assert "A detail." in report_text(SHOWN, explains=True)
    assert report_markdown(SHOWN).splitlines()[2] == "At a glance."


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("text", QUESTIONS)
def test_a_report_is_as_wide_as_the_terminal_and_on_one_screen(catalogue: Catalogue, text: str, width: int) -> None:
    lines = report_text(answer(text, catalogue, DAY).report(), width).splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) <= (24 if width == 100 else 32)


def numbers_of(document: object) -> Iterator[float]:
    """Every number of an answer's JSON, wherever it stands."""
    if isinstance(document, dict | list):
        for one in document.values() if isinstance(document, dict) else document:
            yield from numbers_of(one)
    elif isinstance(document, int | float):
        yield float(document)


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_amount_of_money_is_a_number_of_the_json(catalogue: Catalogue, text: str) -> None:
    found = answer(text, catalogue, DAY)
    report, known = found.report(), [*numbers_of(found.data()), 4e6]
    told = " ".join([report.title, *report.glance, *(cell for row in report.rows for cell in row)])
    amounts = re.findall(r"\$([\d.,]*\d)([kMB]?)", told)
    assert amounts or "optimal" in text
    for digits, scale in amounts:
        amount = float(digits.replace(",", "")) * SCALES[scale]
        assert any(amount == pytest.approx(abs(number), rel=0.006) for number in known), (digits, scale)


@pytest.mark.parametrize("text", QUESTIONS)
def test_slack_takes_the_message_and_its_chart(catalogue: Catalogue, text: str) -> None:
    report = answer(text, catalogue, DAY).report()
    message = report_message(report, text)
    assert message_problems(message.blocks) == []
    charts = sum(block["type"] == "data_visualization" for block in message.blocks)
    bars = sum("█" in str(row[-1]) for block in message.blocks for row in block.get("rows", []))
    drawn = len(report.chart.labels) if report.chart else 0
    assert (charts, bars) in ((0, 0 if drawn == 1 else drawn), (1, 0))
    assert (charts, bars) != (0, 0) or drawn < 2
    assert all(sentence in message.text for sentence in report.glance)


def test_a_chart_draws_the_numbers_of_the_json(catalogue: Catalogue) -> None:
    found = answer("compare 70B 2T a100 vs h100", catalogue, DAY)
    (drawn,) = (block for block in report_message(found.report(), "x").blocks if block["type"] == "data_visualization")
    costs = [row["answer"]["compute_cost"] for row in found.data()["rows"]]
    for series, end in zip(drawn["chart"]["series"], ("low", "value", "high"), strict=True):
        assert [point["value"] for point in series["data"]] == pytest.approx(
            [cost[end] / 1e6 for cost in costs], rel=1e-3
        )
    assert drawn["chart"]["axis_config"]["y_label"] == "million USD"


def test_labels_that_are_alike_when_cut_stay_apart() -> None:
    spans = (Ends(1, 1, 1), Ends(2, 2, 2))
    drawn = chart(Chart("Cost", "USD", ("a very long label, one", "a very long label, two"), spans))
    assert len(set(drawn["chart"]["axis_config"]["categories"])) == 2
    assert message_problems([drawn]) == []
    assert "range" not in json.dumps(drawn)


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("type", "pie", "type bar"),
        ("series", [], "series"),
        ("series", [{"name": "cost", "data": [{"label": "other", "value": 1}]}], "does not follow"),
        ("axis_config", {"categories": ["x" * 21]}, "1 to 20 characters"),
    ],
)
def test_the_stand_in_refuses_a_chart_that_slack_would(part: str, value: object, says: str) -> None:
    drawn = chart(Chart("Cost", "USD", ("one", "two"), (Ends(1, 1, 1), Ends(2, 2, 2))))
    drawn["chart"][part] = value
    assert any(says in problem for problem in message_problems([drawn]))
    whole = chart(Chart("Cost", "USD", ("one",), (Ends(1, 1, 1),)))
    assert message_problems([whole] * 3) == ["blocks: at most 2 charts in a message"]
