"""Every form of an answer, as a reader sees it."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec import structs

from estimator import Estimate
from estimator.calculation.quantity import Derived, Fact, Source
from estimator.calculation.uncertainty import spread
from estimator.render.answer import shown
from estimator.render.csv import as_csv
from estimator.render.everything import everything
from estimator.render.figures import figure, percent
from estimator.render.json import as_json
from estimator.render.markdown import markdown, markdown_explanation
from estimator.render.text import TEXT_LIMIT, plain, worked

Ask = Callable[[str], Estimate]
Golden = Callable[[str, str], None]

WORKED = "70B 2T a100 mfu=0.5"
TYPICAL = (
    WORKED,
    "llama-3.1-405b 16384xh100",
    "llama-2-70b 2048xa100",
    "671B-A37B 14.8T 2048xh800 grid=france",
    "deepseek-v3 2048xh800",
    "8B 15T h100 deadline=30d budget=$3M",
    "70B 10B h100 lora",
    "7B 1T 1024xtpu-v5p seq=32k goodput=0.9",
    "70B 2T h100 provider=aws billing=spot",
    "gpt-3 1024xv100",
)
_SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}


def test_the_screen_reads_as_its_golden(asked: Ask, golden: Golden) -> None:
    golden("answers/screen.txt", worked(asked(WORKED)) + "\n")


def test_json_reads_as_its_golden(asked: Ask, golden: Golden) -> None:
    """On one screen: an object of the answer on a line, a step on a line, and what was said."""
    found = as_json(asked(WORKED))
    kept = {**found, "request": {name: value for name, value in found["request"].items() if value is not None}}
    lines = [f"{name}: {on_lines(value)}" for name, value in kept.items()]
    golden("answers/worked-example.json.txt", "\n".join(lines) + "\n")


def on_lines(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"\n  {json.dumps(one, allow_nan=False)}" for one in value)
    if isinstance(value, dict):
        return "".join(f"\n  {name}: {json.dumps(one, allow_nan=False)}" for name, one in value.items())
    return json.dumps(value)


@pytest.mark.parametrize("text", TYPICAL)
def test_json_and_csv_hold_every_step_with_its_value_and_range(asked: Ask, text: str) -> None:
    estimate = asked(text)
    expected = [(step.name, step.value, step.low, step.high) for step in estimate.steps]
    steps = as_json(estimate)["steps"]
    assert [(step["name"], step["value"], step["low"], step["high"]) for step in steps] == expected
    rows = list(csv.DictReader(as_csv(estimate).splitlines()))
    assert [(row["name"], *(float(row[key]) for key in ("value", "low", "high"))) for row in rows] == expected


@pytest.mark.parametrize("text", TYPICAL)
def test_json_holds_the_answer_and_null_where_it_does_not_apply(asked: Ask, text: str) -> None:
    estimate = asked(text)
    for key, given in as_json(estimate)["answer"].items():
        quantity = estimate.answer[key]
        assert (given is None) == (quantity is None)
        assert quantity is None or (given["value"], given["unit"]) == (quantity.value, quantity.term.unit)


SPOKEN = (
    "we have 256 H200 for 3 months, what does a 30B on 4T cost",
    "train a 7b on 2T tokens in France on A100s within 45 days under $500k",
    "does a 70B fit on 8 h100?",
    "70B 2T 8xh100",
)
OTHER = (
    "llama-3-8b finetune 200M tokens 8xa100",
    "mistral-7b lora h100",
    "671B-A37B 14.8T 2048xh100 precision=fp8",
    "8B 15T v5p-1024",
    "13B 2T a100 deadline=20d",
    "70B 2T h100 budget=$2M",
    "7B 1T peak=71 memory=48GB price=0.4",
    "13B 300B 2 nodes of 8 h100",
    "70B 1T 4x p5.48xlarge",
    "30B-A3B 5T mi300x grid=france power=0.12/kWh",
    "8B 1T 64xh100 teacher=70B",
    "7B 1B 64xh100 grpo",
)


@pytest.mark.parametrize("text", [*TYPICAL, *SPOKEN, *OTHER])
def test_glance_and_working_fit_one_screen(asked: Ask, text: str) -> None:
    lines = worked(asked(text)).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("text", TYPICAL)
def test_text_stays_within_slacks_limit_and_is_whole(asked: Ask, text: str) -> None:
    said = plain(asked(text))
    assert len(said) <= TEXT_LIMIT
    assert not said.endswith("…")
    assert "  " not in said


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("text", TYPICAL)
def test_a_narrow_terminal_cuts_nothing_off(asked: Ask, text: str, width: int) -> None:
    answer, narrow = shown(asked(text)), worked(asked(text), width=width)
    assert max(map(len, narrow.splitlines())) <= width
    told = [answer.title, answer.sources, *(words for label, words in answer.lines if label != "Price")]
    told += [part for price in answer.prices for part in (price.price, *price.terms.split(" (")[:1])]
    told += [part for step in answer.steps for part in (step.label, step.working, step.result)]
    told += [part for entry in answer.figures for part in (entry.label, entry.value, entry.range, entry.terms)]
    assert not Counter(" ".join(told).split()) - Counter(narrow.replace("[", "").split())


@pytest.mark.parametrize("text", TYPICAL)
def test_prices_are_drawn_on_one_scale_where_the_width_has_room(asked: Ask, text: str) -> None:
    """Each cost stands with a bar as long as its high end, shaded from its low end on."""
    estimate = asked(text)
    costs = [priced.cost for priced in estimate.prices]
    rows = [line for line in worked(estimate).splitlines() if "█" in line]
    if estimate.request.deadline and estimate.request.budget:
        assert not rows, "two more lines leave no room on one screen"
        return
    assert len(rows) == len(costs)
    assert sum("→" in row for row in rows) == 1
    longest = max(row.count("█") + row.count("▒") for row in rows)
    most = max(cost.high for cost in costs)
    for row, cost in zip(rows, costs, strict=True):
        assert figure(cost) in row
        assert row.count("█") == pytest.approx(cost.low / most * longest, abs=0.65)
        assert row.count("█") + row.count("▒") == pytest.approx(cost.high / most * longest, abs=1.2)
    assert len(costs) == 1 or "█" not in worked(estimate, width=70)


@pytest.mark.parametrize("text", ["8B 15T h100", "70B 10B h100 lora", "llama-2-70b 2048xa100"])
def test_a_tuned_stack_takes_what_it_takes_when_it_is_asked_for(asked: Ask, text: str) -> None:
    found, tuned = asked(text), asked(f"{text} stack=tuned")
    told = found.tuned()
    assert told
    assert told[:2] == pytest.approx([tuned.answer[name].value for name in ("mfu", "accelerator_hours")])
    assert told.compute_cost == pytest.approx(told.accelerator_hours * found.answer["price"].value)
    better = told.mfu > found.answer["mfu"].value * 1.02
    assert (f"stack=tuned: {percent(told.mfu)}" in dict(shown(found).lines)["Assumed"]) == better


def numbers_of(document: dict[str, Any]) -> Iterator[float]:
    """Every number of an answer's JSON: values and ends, of the answer, its steps and its prices."""
    quantities = [*document["answer"].values(), *document["steps"]]
    quantities += [entry[name] for entry in document["prices"] for name in ("price", "cost")]
    yield from (document["if_tuned"] or {}).values()
    for quantity in filter(None, quantities):
        yield from (quantity["value"], quantity["low"], quantity["high"])


@pytest.mark.parametrize("text", TYPICAL)
def test_every_amount_of_money_and_every_range_is_a_number_of_the_json(asked: Ask, text: str) -> None:
    found = asked(text)
    known = [*numbers_of(as_json(found)), found.request.budget or 0]
    answer = shown(found)
    written = [entry.value for entry in answer.figures] + [entry.range for entry in answer.figures]
    written += [step.result for step in answer.steps] + [words for label, words in answer.lines if label != "Real"]
    amounts = [part for words in written for part in re.findall(r"\$([\d.,]+)([kMB]?)", words)]
    assert amounts
    for digits, scale in amounts:
        amount = float(digits.replace(",", "")) * _SCALES[scale]
        assert any(amount == pytest.approx(abs(number), rel=0.006) for number in known), (digits, scale)


@pytest.mark.parametrize("text", TYPICAL)
def test_the_working_leads_from_compute_to_cost(asked: Ask, text: str) -> None:
    labels = [step.label for step in shown(asked(text)).steps]
    assert [label for label in labels if label != "Time"] == ["Compute", "MFU", "Throughput", "Hours", "Cost"]
    assert ("Time" in labels) == (asked(text).answer["wall_clock"] is not None)


def test_a_note_is_quiet_and_a_warning_comes_first(asked: Ask) -> None:
    answer = shown(asked("70B 2T a100 mfu=0.9"))
    assert [warning.partition(" is")[0] for warning in answer.warnings] == ["MFU 90 %"]
    assert worked(asked("70B 2T a100 mfu=0.9")).splitlines()[1].startswith("Warning: MFU 90 %")
    assert "a100-80gb-sxm" in dict(answer.lines)["Assumed"]
    assert not shown(asked(WORKED)).warnings


def test_json_keeps_notes_and_warnings_in_one_list_by_level(asked: Ask) -> None:
    levels = {entry["code"]: entry["level"] for entry in as_json(asked("70B 2T a100 mfu=0.9"))["warnings"]}
    assert levels == {"bare_name": "note", "mfu_above_matmul_ceiling": "warning"}


def test_this_very_run_is_said_to_be_it_and_another_is_compared_by_its_mfu(asked: Ask) -> None:
    same, other = (dict(shown(asked(text)).lines)["Real"] for text in ("llama-2-70b a100", WORKED))
    assert same.startswith("this very run took 1.72M A100-hours (Llama 2 model card): the estimate is ")
    assert "Llama-2-70B on 2T tokens took 1.72M A100-hours, MFU 42.8 %" in other
    assert other.endswith("at that MFU this would take 1.75M: the estimate is 14 % below")


@pytest.mark.parametrize("text", ["llama-2-70b 500B a100", "llama-2-70b h100", "llama-2-13b 2T a100"])
def test_other_tokens_another_chip_or_another_model_make_another_run(asked: Ask, text: str) -> None:
    assert not [near for near in asked(text).neighbours if near.is_this_run and near.run.id == "llama2-70b"]


def test_assumptions_come_with_the_word_that_changes_them(asked: Ask) -> None:
    said = dict(shown(asked("70B 2T h100")).lines)["Assumed"]
    for word in ("stack=tuned", "precision=fp8", "seq=8k", "gpus="):
        assert word in said
    settled = "70B 2T 64xh100 stack=tuned precision=bf16 seq=8k"
    assert dict(shown(asked(settled)).lines)["Assumed"] == '"h100" is read as h100-sxm'


def test_explanation_holds_every_step_and_each_source_once(asked: Ask) -> None:
    found = asked("llama-2-70b 2048xa100 mfu=0.4")
    parts = everything(found)
    labels = [entry.label for section in parts.sections for entry in section.entries]
    entries = set(labels)
    assert len(labels) == len(entries)
    assert {step.term.label for step in found.steps if isinstance(step.origin, Derived)} <= entries
    assert len(set(parts.sources)) == len(parts.sources)
    cited = {entry.footnote for section in parts.sections for entry in section.entries if entry.footnote}
    assert cited == set(range(1, len(parts.sources) + 1))


def test_markdown_holds_the_answer_and_on_request_everything(asked: Ask) -> None:
    found = asked(WORKED)
    assert "| 5 | Cost | 1.50M × $1.80 | $2.69M |" in markdown(found)
    assert "| Compute cost | $2,692,308 | K = H × p = 1.496e6 × 1.8" in markdown_explanation(found)
    tables = re.findall(r"^\|.*\|$", markdown(found) + markdown_explanation(found), re.MULTILINE)
    assert all(line.count("|") >= 4 for line in tables)


@pytest.mark.parametrize("text", TYPICAL)
def test_every_substituted_formula_gives_its_value(asked: Ask, text: str) -> None:
    """What a reader types into a calculator from the answer agrees within the digits shown."""
    for step in asked(text).steps:
        if isinstance(step.origin, Derived):
            formula = step.origin.substituted.translate(str.maketrans({"×": "*", "−": "-", "^": "**"}))
            value = eval(formula, {"__builtins__": {}, "ceil": lambda x: -(-x // 1), "min": min, "max": max})  # noqa: S307
            assert value == pytest.approx(step.value, rel=0.01), step.name


def test_json_steps_name_inputs_that_are_steps(asked: Ask) -> None:
    steps = as_json(asked(WORKED))["steps"]
    names = [step["name"] for step in steps]
    assert len(names) == len(set(names))
    assert all(set(step["inputs"]) <= set(names[:place]) for place, step in enumerate(steps))


@pytest.mark.parametrize(
    ("text", "name", "parameters", "active"),
    [
        ("70B 2T a100", "70B", 70e9, 70e9),
        ("671B-A37B 14.8T h800", "671B-A37B", 671e9, 37e9),
        ("llama-2-70b a100", "Llama 2 70B", 68_976_648_192, 68_976_648_192),
        ("deepseek-v3 h800", "DeepSeek-V3", 671e9, 37e9),
    ],
)
def test_json_says_what_was_trained_whoever_said_it(
    asked: Ask, text: str, name: str, parameters: float, active: float
) -> None:
    subject = as_json(asked(text))["subject"]
    assert subject["name"] == name
    assert subject["parameters"] == pytest.approx(parameters, rel=0.02)
    assert subject["active_parameters"] == pytest.approx(active, rel=0.02)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_spreadsheet_takes_a_cell_of_csv_for_a_formula(asked: Ask, cell: str) -> None:
    estimate = asked(TYPICAL[0])
    [first, *_] = estimate.steps
    said = structs.replace(first, origin=Fact(Source(cell)))
    [row] = csv.DictReader(io.StringIO(as_csv(structs.replace(estimate, ranged=spread([said]))), newline=""))
    assert row["says"] == f"'{cell.strip()}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("deepseek-v3 h100", "MFU 34.6 % of the 16-bit peak (DeepSeek-V3)"),
        ("deepseek-v3 h100 precision=bf16", "MFU 34.6 % of the 16-bit peak, in FP8 (DeepSeek-V3)"),
        ("70B 2T a100 mfu=0.5", "MFU 42.8 % (Llama 2 model card)"),
    ],
)
def test_a_real_runs_mfu_names_its_peak_and_precision_where_the_estimate_has_others(
    asked: Ask, text: str, words: str
) -> None:
    assert words in dict(shown(asked(text)).lines)["Real"]


def test_an_estimate_that_meets_the_run_itself_says_so(asked: Ask) -> None:
    assert dict(shown(asked("llama-3.1-405b 16384xh100")).lines)["Real"].endswith("the estimate is within 1 % of that")
