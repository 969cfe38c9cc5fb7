"""The table of questions: what each first word gives, and what no one answers."""

from collections.abc import Callable

import pytest

from estimator.errors import RequestError
from estimator.language import COMMANDS
from estimator.questions.question import Answered
from estimator.render.report import Report, report_csv, report_markdown
from estimator.render.report_page import report_text

Ask = Callable[[str], Answered]


@pytest.mark.parametrize("text", ["70B 2T a100", "7B 1T h100 mfu=0.5"])
def test_a_text_without_a_first_word_is_an_estimate(answered: Ask, text: str) -> None:
    found = answered(text)
    assert found.data()["question"] == "estimate"
    assert found.data()["request"]["text"] == text
    assert found.estimate
    explained = answered(f"explain {text}")
    assert explained.explains
    assert explained.data()["answer"] == {
        **found.data()["answer"],
        "memory_per_accelerator": explained.data()["answer"]["memory_per_accelerator"],
    }
    assert explained.data()["answer"]["memory_per_accelerator"]["value"] > 1e9


@pytest.mark.parametrize("word", sorted(COMMANDS))
def test_every_first_word_is_answered_or_refused_with_a_way_out(answered: Ask, word: str) -> None:
    try:
        assert answered(word).data()
    except RequestError as error:
        assert error.hint  # noqa: PT017 - either will do


def test_a_word_that_nobody_answers_is_named(answered: Ask) -> None:
    with pytest.raises(RequestError, match="I don't answer `settings` here"):
        answered("Settings")


@pytest.mark.parametrize("kind", ["accelerators", "models", "prices", "grids"])
def test_a_list_has_as_many_rows_as_objects_and_says_when_there_are_none(answered: Ask, kind: str) -> None:
    found = answered(kind)
    assert len(found.data()) == len(found.report().rows) > 9
    assert answered(f"{kind} abacus").data() == []
    assert f'No {kind} match "abacus".' in report_text(answered(f"{kind} abacus").report())


def test_one_entry_is_shown_with_the_source_of_each_fact(answered: Ask) -> None:
    shown = answered("accelerators h100-sxm").report()
    assert shown.title.startswith("NVIDIA H100")
    assert shown.headings == ("fact", "value", "source", "address", "retrieved")


def test_accuracy_drops_no_word_silently(answered: Ask) -> None:
    with pytest.raises(RequestError, match="h100"):
        answered("accuracy h100")


SHOWN = Report("Title", ("Run", "Cost"), (("a|b", "$1"), ("c", "$20")), ("A note.",))


@pytest.mark.parametrize("word", ["compare", "plan", "optimal", "sensitivity", "observe", "bill", "own", "phases"])
def test_a_word_alone_is_asked_back_with_requests_that_run(answered: Ask, word: str) -> None:
    with pytest.raises(RequestError, match=word) as refused:
        answered(word)
    assert refused.value.suggestions
    assert all(answered(text).data() for text in refused.value.suggestions)


def test_a_report_as_text_lines_up() -> None:
    assert report_text(SHOWN).splitlines() == [
        "Title",
        "",
        "  Run  Cost",
        "  a|b    $1",
        "  c     $20",
        "",
        "  A note.",
    ]


def test_a_report_as_markdown_is_a_table_and_a_list() -> None:
    lines = ["## Title", "", "| Run | Cost |", "| --- | --- |", "| a/b | $1 |", "| c | $20 |", "", "- A note."]
    assert report_markdown(SHOWN).splitlines() == lines


def test_a_report_as_csv_is_its_table_or_its_notes() -> None:
    assert report_csv(SHOWN).splitlines() == ["Run,Cost", "a|b,$1", "c,$20"]
    assert report_csv(Report(notes=("A note, and more.",))) == '"A note, and more."'


def test_no_cell_of_a_reports_csv_breaks_its_row_or_is_a_formula() -> None:
    report = Report(headings=("Run", "Change"), rows=(("7B\r1T", "-5 %"), ("=1+1", "+12 %"), ("@A1\n", "-1+A2")))
    assert report_csv(report).split("\n") == ["Run,Change", "7B 1T,-5 %", "'=1+1,+12 %", "'@A1,'-1+A2"]
