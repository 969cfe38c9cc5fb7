"""A sweep as JSON and as a table: the points of `a..b` words, and the run's figures at each."""

import re
from functools import partial
from math import prod

import numpy as np

from estimator.calculation.vocabulary import term
from estimator.errors import RequestError
from estimator.language import read
from estimator.planning.sweep import Sweep, sweep
from estimator.questions.question import Answered, Asked
from estimator.render.figures import written
from estimator.render.json import VERSION, Json
from estimator.render.report import Report
from estimator.run.usual import whole_nodes

_POINTS = re.compile(r"\b(gpus|mfu|price)=(\$?[\d.]+%?)\.\.(\$?[\d.]+%?)(?::(\d+))?(?!\S)")
_USUAL_POINTS = 7
_MAXIMUM_POINTS = 10_000
_SHOWN = 10
_NODE = 8


def swept(asked: Asked) -> Answered:
    """The figures at every point. Raises RequestError where nothing is swept, or the ends are no amounts."""
    axes = {word: _spaced(word, *ends) for word, *ends in _POINTS.findall(asked.text)}
    if not axes:
        raise RequestError("A sweep needs something to vary.", "Add `gpus=64..4096`, `mfu=0.3..0.5` or `price=2..3`.")
    if prod(map(len, axes.values())) > _MAXIMUM_POINTS:
        raise RequestError(f"A sweep in words has at most {_MAXIMUM_POINTS:,} points.", "`gpus=64..4096:20` has 20.")
    reading = read(_POINTS.sub("", asked.text), asked.catalogue.names, today=asked.today)
    counts, mfu, prices = (axes.get(word, []) for word in ("gpus", "mfu", "price"))
    sizes = [int(count) for count in counts]
    found = sweep(reading.request, asked.catalogue, asked.today, accelerators=sizes, mfu=mfu, prices=prices)
    return Answered(partial(_data, found), partial(_report, found))


def _spaced(word: str, low: str, high: str, points: str) -> list[float]:
    """The points from end to end: accelerators by equal factors, in whole nodes of 8; all else by equal steps."""
    number = int(points or _USUAL_POINTS)
    if not 1 < number <= _MAXIMUM_POINTS:
        raise RequestError(f"{word}={low}..{high}:{points} has less than two points or too many.", field=word)
    first, last = (_number(end) for end in (low, high))
    if not 0 < first < last:
        raise RequestError(f"{word}={low}..{high} does not go from a smaller amount to a larger one.", field=word)
    if word != "gpus":
        return [float(value) for value in np.linspace(first, last, number)]
    return sorted({min(whole_nodes(value, _NODE), int(last)) for value in np.geomspace(first, last, number)})


def _number(text: str) -> float:
    """A number as it is typed: 0.3, 30%, $2.50."""
    try:
        value = float(text.strip("$%"))
    except ValueError:
        raise RequestError(f"I can't read {text} as a number.", "`mfu=0.3..0.5` varies the MFU.") from None
    return value / 100 if text.endswith("%") else value


def _data(found: Sweep) -> Json:
    return {
        "version": VERSION,
        "as_of": found.run.as_of.isoformat(),
        "question": "sweep",
        "warnings": [],
        "columns": {name: column.tolist() for name, column in found.columns.items()},
        "holds": found.holds.tolist(),
    }


def _report(found: Sweep) -> Report:
    columns, last = found.columns, found.holds.size - 1
    headings = tuple(term(name).label for name in columns)
    shown = np.unique(np.linspace(0, last, _SHOWN).round().astype(int))
    rows = tuple(
        tuple(written(float(column[place]), term(name).unit, name) for name, column in columns.items())
        for place in shown.tolist()
    )
    more = (
        (f"{found.holds.size:,} points, of which {len(rows)} are shown; `--json` has all.",) if last >= _SHOWN else ()
    )
    unheld = found.columns["accelerators"][~found.holds]
    short = (f"The run does not fit on {unheld.max():,} accelerators or fewer.",) if unheld.size else ()
    return Report(f"{found.run.short_name} on {found.run.accelerator.name}", headings, rows, (*more, *short))
