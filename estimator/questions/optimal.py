"""`optimal 1e24 flops`: the size and the data that some compute, or a budget, is best spent on."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from estimator.calculation.numbers import per_cent, scaled
from estimator.calculation.quantity import Given, Quantity
from estimator.errors import RequestError
from estimator.language import read
from estimator.language.decisions import without_decision
from estimator.language.sentences import speaks
from estimator.planning.budget import bought
from estimator.planning.optimal import Distance, Optimum, distances, optima
from estimator.questions.question import Answered, Asked, Question
from estimator.questions.read_as import with_reading
from estimator.render.figures import figure
from estimator.render.json import VERSION, Json
from estimator.render.report import Chart, Report

VALIDITY = (
    "Valid for dense decoders trained on web text, from 1e18 to 1e22 FLOP, where the laws were fitted; beyond that it "
    "is an extrapolation. Mixtures of experts and state-space models are not covered."
)
HEADINGS = ("Law", "Parameters", "Tokens", "Tokens a parameter", "Loss")
_COMPUTE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?(?:e\+?\d+)?)\s*(?:flops?)(?!\w|/)", re.IGNORECASE)
_SERVED = re.compile(r"(?<!\w)serv(?:e|ing|ed)\s*=\s*", re.IGNORECASE)
# compute that is saved at the optimum, below which a plan counts as near it
_NEAR = 0.95
_MORE = "Try `optimal 1e24 flops`, or `optimal budget=$1M h100`."


def _answer(asked: Asked) -> Answered:
    compute, served, pair = _spent(asked)
    found = optima(compute, served)
    plan = _Plan(*pair, distances(*pair, compute)) if pair else None
    report = with_reading(partial(_report, compute, served, found, plan), _read_as(asked, compute, served, plan))
    return Answered(partial(_data, asked, compute, found, plan), report)


def _read_as(asked: Asked, compute: Quantity, served: Quantity | None, plan: "_Plan | None") -> str:
    """The question in the language's own form where it was asked in a sentence."""
    spent = f"{scaled(plan.parameters.value)} {scaled(plan.tokens.value)}" if plan else f"{compute.value:.4g} flops"
    serve = f" serve={scaled(served.value)}" if served else ""
    return f"optimal {spent}{serve}" if speaks(asked.text) else ""


class _Plan(NamedTuple):
    """A size and its tokens that were said, and how far they are from each law's optimum."""

    parameters: Quantity
    tokens: Quantity
    distances: tuple[Distance, ...]

    @property
    def is_far(self) -> bool:
        """Whether more compute is spent than the loss takes, to speak of."""
        return self.distances[0].enough / _NEAR < 6 * self.parameters.value * self.tokens.value

    def json(self) -> Json:
        """As plain numbers, a loss for each law."""
        return {
            "parameters": self.parameters.value,
            "tokens": self.tokens.value,
            "tokens_per_parameter": self.tokens.value / self.parameters.value,
            "losses": [
                {"law": one.law.name, "loss": one.loss.value, "compute_for_the_same_loss": one.enough}
                for one in self.distances
            ],
        }


def _spent(asked: Asked) -> tuple[Quantity, Quantity | None, tuple[Quantity, Quantity] | None]:
    """The compute to spend, the tokens to serve, and the size and tokens whose compute that is, where these are said.

    The compute is as said, as a budget buys, or as a model's size and tokens take.
    """
    served, text = _served(asked._replace(text=without_decision("optimal", asked.text)))
    if match := _COMPUTE.search(text):
        rest = (text[: match.start()] + text[match.end() :]).strip()
        if rest:
            raise RequestError(f'I can\'t read "{rest[:60]}" beside a number of FLOP.', _MORE)
        return _compute(float(match[1])), served, None
    request = read(text, asked.catalogue.names, today=asked.today, is_prose=speaks(asked.text) or None).request
    is_solved = bool(request.budget) and not (request.parameters or request.tokens or request.model)
    if is_solved:
        request, _ = bought(request, asked.catalogue, asked.today)
    model = asked.catalogue.model(request.model) if request.model else None
    parameters = request.parameters or (model and model.parameters.value)
    tokens = request.tokens or (model and model.tokens and model.tokens.value)
    if not (parameters and tokens):
        raise RequestError("I need some compute, a budget, or a size with its tokens.", _MORE)
    pair = (Quantity("parameters", parameters, Given("parameters")), Quantity("tokens", tokens, Given("tokens")))
    return _compute(6 * parameters * tokens), served, None if is_solved else pair


def _served(asked: Asked) -> tuple[Quantity | None, str]:
    """The tokens to serve, and the text without them."""
    match = _SERVED.search(asked.text)
    if match is None:
        return None, asked.text
    amount, _, rest = asked.text[match.end() :].partition(" ")
    tokens = read(f"tokens={amount}", asked.catalogue.names, today=asked.today).request.tokens or 0.0
    return Quantity("served_tokens", tokens, Given("serve")), f"{asked.text[: match.start()]} {rest}".strip()


def _compute(value: float) -> Quantity:
    if not 1e12 <= value <= 1e32:  # noqa: PLR2004 - from a toy to a million times the largest run
        raise RequestError(f"{value:g} FLOP is no training run.", _MORE)
    return Quantity("training_compute", value, Given("flops"))


def _data(asked: Asked, compute: Quantity, found: tuple[Optimum, ...], plan: _Plan | None) -> Json:
    return {
        "version": VERSION,
        "as_of": asked.today.isoformat(),
        "question": "optimal",
        "warnings": [{"code": "scaling_law_validity", "message": VALIDITY}],
        "training_compute": {"value": compute.value, "unit": "FLOP", "low": compute.low, "high": compute.high},
        "laws": [
            {
                "law": optimum.law.name,
                "parameters": optimum.parameters.value,
                "tokens": optimum.tokens.value,
                "tokens_per_parameter": optimum.tokens_per_parameter,
                "loss": optimum.loss.value,
            }
            for optimum in found
        ],
        "plan": plan and plan.json(),
    }


def _report(compute: Quantity, served: Quantity | None, found: tuple[Optimum, ...], plan: _Plan | None) -> Report:
    best = found[0]
    size, data = scaled(best.parameters.value), scaled(best.tokens.value)
    serving = f" and {scaled(served.value)} tokens served" if served else ""
    rows = tuple(
        (
            optimum.law.name,
            scaled(optimum.parameters.value),
            scaled(optimum.tokens.value),
            f"{optimum.tokens_per_parameter:.0f}",
            f"{optimum.loss.value:.3f}",
        )
        for optimum in found
    )
    title = f"{size} parameters on {data} tokens are the best use of {figure(compute)}{serving}"
    sizes = tuple(optimum.parameters for optimum in found)
    return Report(
        f"{_quality(plan, compute)}{title}" if plan else title,
        HEADINGS,
        (*rows, *_plan_rows(plan)) if plan else rows,
        (VALIDITY,),
        request=f"{size} {data} h100",
        glance=_disagreement(found),
        chart=Chart("Parameters", "parameters", tuple(optimum.law.name for optimum in found), sizes),
        choices=(f"{size} {data} h100", f"plan {size} {data}"),
    )


def _disagreement(found: tuple[Optimum, ...]) -> tuple[str, ...]:
    """How far the laws lie apart, which is how sure the first one is."""
    sizes = sorted(optimum.parameters.value for optimum in found)
    if len(sizes) == 1:
        return ()
    return (f"The laws disagree: from {scaled(sizes[0])} to {scaled(sizes[-1])} parameters for the same compute.",)


def _plan_rows(plan: _Plan) -> Iterator[tuple[str, str, str, str, str]]:
    size, data = scaled(plan.parameters.value), scaled(plan.tokens.value)
    ratio = f"{plan.tokens.value / plan.parameters.value:.0f}"
    for one in plan.distances:
        yield (f"Yours by {one.law.name.split(',')[0]}", size, data, ratio, f"{one.loss.value:.3f}")


def _quality(plan: _Plan, compute: Quantity) -> str:
    """How far the plan is from the optimum, in compute, which is what a distance in loss costs."""
    best = plan.distances[0]
    if not plan.is_far:
        return f"Yours is near the optimum: loss {best.loss.value:.3f}. "
    share = per_cent(best.enough / compute.value)
    return f"Yours reaches a loss of {best.loss.value:.3f}, which takes {share} of its compute at the optimum. "


QUESTION = Question(
    "optimal",
    "The size and the tokens that give the least loss for some compute or a budget, by Hoffmann's law as corrected by "
    "Besiroglu et al. and as published; with `serve=` for the least work of training and serving.",
    {
        "optimal 1e24 flops": "what a compute budget is best spent on",
        "optimal budget=$1M h100": "what a million dollars are best spent on",
        "optimal 1e24 flops serve=1T": "the same loss, with a trillion tokens to serve",
        "optimal 70B 2T": "what the compute of a plan would be best spent on",
    },
    _answer,
)
