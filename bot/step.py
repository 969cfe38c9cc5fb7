"""The step of Workflow Builder: what it takes and gives, in types, and how that is asked and answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blockkit.form import wording
from estimator.render.glance import headline
from service.answers import Answer

CALLBACK = "llmcost_estimate"


@dataclass(frozen=True, slots=True)
class Parameter:
    """An input or an output. `field` is the field of our form that an input fills."""

    name: str
    kind: str
    title: str
    description: str
    field: str = ""
    is_required: bool = False


INPUTS = (
    Parameter("model", "string", "Model or parameters", "70B, 671B-A37B, llama-3-70b", "size", is_required=True),
    Parameter("tokens", "string", "Tokens", "2T; a known model has its own", "tokens"),
    Parameter("accelerator", "string", "Accelerator", "a100, h100, tpu-v5p", "accelerator"),
    Parameter("accelerators", "integer", "How many accelerators", "1024", "accelerators"),
    Parameter("price", "number", "Price in dollars", "For an accelerator-hour", "price"),
    Parameter("more", "string", "Anything else", "mfu=0.4 deadline=30d grid=france", "rest"),
)
OUTPUTS = (
    Parameter("summary", "string", "Summary", "The cost with its range", is_required=True),
    Parameter("answer", "string", "Answer", "The whole answer as text", is_required=True),
    Parameter("dollars", "number", "Dollars", "What the accelerators cost"),
    Parameter("dollars_low", "number", "Dollars, low end", "Of the range that holds 80 %"),
    Parameter("dollars_high", "number", "Dollars, high end", "Of the range that holds 80 %"),
    Parameter("hours", "number", "Accelerator-hours", "Of all accelerators together", is_required=True),
    Parameter("days", "number", "Days", "From the start to the end"),
    Parameter("flop", "number", "FLOP", "Of the training", is_required=True),
)
_FIGURES = {"hours": "accelerator_hours", "days": "wall_clock", "flop": "training_compute", "dollars": "compute_cost"}


def asked(inputs: Mapping[str, Any]) -> str:
    """What a step's inputs ask for, in the language."""
    values = {one.field: _written(inputs[one.name]) for one in INPUTS if inputs.get(one.name) not in (None, "")}
    return wording(values).text


def outputs(answer: Answer) -> dict[str, Any]:
    """What a step gives to the next one; a figure that does not apply is left out."""
    found = answer.estimate.answer
    figures = {name: quantity.value for name, key in _FIGURES.items() if (quantity := found[key])}
    cost = found["compute_cost"]
    ends = {"dollars_low": cost.low, "dollars_high": cost.high} if cost else {}
    return {"summary": headline(answer.estimate), "answer": answer.text, **figures, **ends}


def _written(value: object) -> str:
    """A value of a form; workflows give whole numbers as 1024.0 too."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
