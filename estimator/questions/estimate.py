"""The question without a first word: what a training run costs."""

from functools import partial
from typing import Any

from estimator.ask import ask
from estimator.estimate import Estimate
from estimator.questions.question import Answered, Asked, Question
from estimator.render.report import Report
from estimator.render.text import worked


def _answer(asked: Asked) -> Answered:
    found = ask(asked.text, asked.catalogue, asked.today, layout=asked.layout)
    return Answered(partial(_data, found), partial(_report, found), found, text=partial(_line, found))


def _data(found: Estimate) -> dict[str, Any]:
    from estimator.render.json import as_json  # noqa: PLC0415 - loaded only when asked

    return as_json(found)


def _line(found: Estimate) -> bytes:
    from estimator.render.json import as_line  # noqa: PLC0415 - as above

    return as_line(found)


def _report(found: Estimate) -> Report:
    return Report(notes=tuple(worked(found).splitlines()))


QUESTION = Question(
    "estimate",
    "Say the model, the tokens and the accelerator, in any order. What you leave out is assumed, and the answer says "
    "so.",
    {
        "70B 2T a100 mfu=0.5": "70 billion parameters on 2 trillion tokens, at your MFU",
        "llama-3.1-405b 16384xh100": "a known model: its shape and its published tokens, and the days it takes",
        "671B-A37B 14.8T h800 price=2": "a sparse model: 671B in all, 37B active, at your price",
        "what does it cost to train 8B on 15T tokens with 1024 h100s?": "whole sentences are fine",
    },
    _answer,
)
