"""`70B 14T then 800B seq=128k then sft 10B h100`: a training in phases, with a subtotal of each and the total."""

from functools import partial

from estimator.calculation.quantity import Quantity
from estimator.planning.phases import Phases, phases
from estimator.questions.question import Answered, Asked, Question
from estimator.render.figures import figure, with_range
from estimator.render.json import Json, as_figure, as_json
from estimator.render.names import title
from estimator.render.report import Chart, Report

HEADINGS = ("Phase", "Tokens", "Hours", "Time", "Cost")
_COLUMNS = ("tokens", "accelerator_hours", "wall_clock", "compute_cost")


def _answer(asked: Asked) -> Answered:
    found = phases(asked.text, asked.catalogue, asked.today, layout=asked.layout)
    return Answered(partial(_data, found), partial(_report, found))


def _data(found: Phases) -> Json:
    first, *others = (as_json(one) for one in found.estimates)
    warnings = {warning["code"]: warning for one in (first, *others) for warning in one["warnings"]}
    return first | {
        "question": "phases",
        "answer": {name: as_figure(quantity) for name, quantity in found.answer.items()},
        "phases": [one["answer"] | {"text": one["request"]["text"]} for one in (first, *others)],
        "warnings": list(warnings.values()),
    }


def _report(found: Phases) -> Report:
    rows = [
        (f"{place}  {one.run.method}", *(_shown(one.answer[name]) for name in _COLUMNS))
        for place, one in enumerate(found.estimates, 1)
    ]
    rows.append(("Together", *(_shown(found.answer[name]) for name in _COLUMNS)))
    main = found.answer["compute_cost"] or found.answer["accelerator_hours"]
    first = found.estimates[0]
    heading = (
        f"{title(first.run).split(' on ')[0]} in {len(found.estimates)} phases: {with_range(main) if main else ''}"
    )
    costs = [one.answer["compute_cost"] for one in found.estimates]
    labels = tuple(row[0] for row in rows[:-1])
    chart = Chart("Cost", "USD", labels, tuple(cost for cost in costs if cost)) if all(costs) else None
    return Report(heading, HEADINGS, tuple(rows), request=first.request.text, chart=chart)


def _shown(quantity: Quantity | None) -> str:
    return figure(quantity) if quantity else "–"


QUESTION = Question(
    "phases",
    "A training in phases, `then` between them; the word itself can be left out. What a phase leaves out it takes from "
    "the others.",
    {
        "phases 70B 14T seq=8k h100 then 800B seq=128k then sft 10B": "pre-training, longer sequences, fine-tuning",
        "phases llama-3-8b 15T 1024xh100 then dpo 1B": "preferences after pre-training",
    },
    _answer,
)
