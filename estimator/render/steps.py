"""The steps of an estimate as JSON, written from its columns of numbers: no quantity is built for it."""

from functools import lru_cache
from typing import Any

import orjson

from estimator.calculation.numbers import compact
from estimator.calculation.quantity import Assumed, Derived, Fact, Formula, Given, Origin, Quantity, Source
from estimator.calculation.uncertainty import Spread
from estimator.calculation.vocabulary import term

_ORIGINS = {Given: "given", Fact: "fact", Assumed: "assumed", Derived: "derived"}


def steps_text(ranged: Spread) -> bytes:
    """Every number with who says so, in order, as one JSON list."""
    trace = ranged.trace
    texts = dict(zip(trace.places, map(compact, trace.values), strict=True))
    values, lows, highs = map(_numbers, ranged.columns)
    rows = []
    for name, known, formula, *ends in zip(
        trace.places, trace.of, ranged.form.formulas, values, lows, highs, strict=True
    ):
        if formula:
            rows.append(_derived(formula) % (*ends, formula.written(texts).encode()))
        else:
            origin = known.origin if isinstance(known, Quantity) else known.origin_of(name)
            rows.append(_stated(name, origin) % tuple(ends))
    return b"[%b]" % b",".join(rows)


def _numbers(column: list[float]) -> list[bytes]:
    return orjson.dumps(column)[1:-1].split(b",")


@lru_cache(maxsize=1024)
def _derived(equation: Formula) -> bytes:
    known = {"formula": equation.written(), "inputs": list(equation.parameters), "source": source(equation.source)}
    return _template({**_row(equation.name, Derived), **known, "substituted": "substituted"})


_LAST: dict[str, tuple[Origin, bytes]] = {}


def _stated(name: str, origin: Origin) -> bytes:
    """The row of a number that no formula gives; most origins are the very ones of the estimate before."""
    last = _LAST.get(name)
    if last is None or last[0] is not origin:
        last = _LAST[name] = origin, _stated_row(name, origin)
    return last[1]


@lru_cache(maxsize=4096)
def _stated_row(name: str, origin: Origin) -> bytes:
    row = _row(name, type(origin))
    if isinstance(origin, Fact | Assumed):
        row["source"] = source(origin.source)
    if isinstance(origin, Assumed):
        row["reason"] = origin.reason
    if isinstance(origin, Fact):
        row["verified"] = origin.verified
    return _template(row)


def _row(name: str, origin: type[Origin]) -> dict[str, Any]:
    known = term(name)
    return {
        "name": name,
        "symbol": known.symbol,
        "value": "value",
        "unit": known.unit,
        "low": "low",
        "high": "high",
        "origin": _ORIGINS[origin],
        "formula": None,
        "substituted": None,
        "inputs": [],
        "source": None,
        "reason": None,
    }


def _template(row: dict[str, Any]) -> bytes:
    """The row as text to fill in: numbers as they are, the substituted formula within its quotes."""
    text = orjson.dumps(row).replace(b"%", b"%%")
    for place in (b"value", b"low", b"high"):
        text = text.replace(b'"%b":"%b"' % (place, place), b'"%b":%%b' % place)
    return text.replace(b'"substituted":"substituted"', b'"substituted":"%b"')


@lru_cache(maxsize=1024)
def source(said: Source | None) -> dict[str, Any] | None:
    """A source as JSON-ready data, to be copied and not changed."""
    if said is None:
        return None
    retrieved = said.retrieved.isoformat() if said.retrieved else None
    return {"title": said.title, "url": said.url, "retrieved": retrieved}
