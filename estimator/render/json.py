"""An estimate as JSON-ready data: the contract's form."""

from typing import Any

import orjson
from msgspec.structs import asdict

from estimator.calculation.doubt import Doubt
from estimator.calculation.quantity import Quantity
from estimator.estimate import Estimate
from estimator.memory.fit import Fit
from estimator.money.prices import PricedRun
from estimator.render.steps import source, steps_text
from estimator.run.run import Run

VERSION = "1.0.0"

Json = dict[str, Any]


def answer_json(estimate: Estimate) -> Json:
    """The answer by name."""
    return {name: as_figure(quantity) for name, quantity in estimate.answer.items()}


def as_json(estimate: Estimate) -> Json:
    """The request, the answer by name, every step with who says so, prices, notes and warnings."""
    return _whole(estimate, orjson.loads(steps_text(estimate.ranged)))


def as_line(estimate: Estimate) -> bytes:
    """The same as text on one line."""
    return orjson.dumps(_whole(estimate, orjson.Fragment(steps_text(estimate.ranged))))


def _whole(estimate: Estimate, steps: object) -> Json:
    return {
        "version": VERSION,
        "as_of": estimate.as_of.isoformat(),
        "question": "estimate",
        "request": _request(estimate),
        "subject": _subject(estimate.run),
        "answer": answer_json(estimate),
        "steps": steps,
        "neighbours": [
            {
                "model": neighbour.run.model,
                "accelerator": neighbour.run.accelerator,
                "accelerator_hours": neighbour.run.accelerator_hours,
                "mfu": neighbour.mfu,
                "is_this_run": neighbour.is_this_run,
                "difference": neighbour.difference,
                "source": source(neighbour.run.source),
            }
            for neighbour in estimate.neighbours
        ],
        "drivers": [{"name": name, "share": share} for name, share in estimate.drivers],
        "layout": _layout(estimate.fit) if estimate.fit else None,
        "other_deadlines": [other._asdict() for other in estimate.moved],
        "in_time_9_of_10": estimate.nine_in_ten,
        "price_basis": estimate.price_basis,
        "prices": [_price(priced) for priced in estimate.prices],
        "if_tuned": tuned._asdict() if (tuned := estimate.tuned()) else None,
        "warnings": [as_warning(doubt) for doubt in estimate.doubts],
    }


def as_warning(doubt: Doubt) -> Json:
    """A warning or a note, which its level tells apart."""
    return {"code": doubt.code, "message": doubt.message, "level": doubt.level}


def _request(estimate: Estimate) -> Json:
    """What was said; in a dense model given by its size all parameters are active."""
    said = estimate.request.asked.model_dump() | dict.fromkeys(estimate.request.solved)
    said["as_of"] = said["as_of"] and said["as_of"].isoformat()
    return {**said, "active_parameters": said["active_parameters"] or said["parameters"]}


def _subject(run: Run) -> Json:
    """What is trained, whoever said it: the request, the catalogue or a config.json."""
    return {
        "name": run.short_name,
        "parameters": run.parameters.value,
        "active_parameters": run.passed_parameters.value,
    }


def _price(priced: PricedRun) -> Json:
    asked = priced.asked
    return {
        "label": asked.label,
        "price": as_figure(asked.price),
        "provider": asked.provider,
        "billing": asked.billing,
        "region": asked.region,
        "as_of": asked.as_of,
        "cost": as_figure(priced.cost),
        "used": priced.is_used,
    }


def as_figure(quantity: Quantity | None) -> Json | None:
    """A number with its unit and range, or null."""
    if quantity is None:
        return None
    return {"value": quantity.value, "unit": quantity.term.unit, "low": quantity.low, "high": quantity.high}


def _layout(fit: Fit) -> Json:
    best = fit.best
    return {
        "needs_at_least": fit.needs_at_least,
        "fits": fit.fits,
        "accelerators": best.accelerators if best else None,
        "degrees": asdict(best.degrees) if best else None,
        "memory": best.memory.value if best else None,
        "step_seconds": best.step_seconds.value if best else None,
    }
