"""An estimate as CSV: one row for each step."""

import csv
import io

from estimator.calculation.quantity import Derived
from estimator.estimate import Estimate
from estimator.render.cells import plain_cell
from estimator.render.who import who

COLUMNS = ("name", "symbol", "value", "unit", "low", "high", "origin", "formula", "says")


def as_csv(estimate: Estimate) -> str:
    """A table with a header line, numbers in the unit of their row."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(COLUMNS)
    for step in estimate.steps:
        formula = step.origin.formula if isinstance(step.origin, Derived) else ""
        origin = type(step.origin).__name__.lower()
        figures = (step.value, step.term.unit, step.low, step.high)
        writer.writerow((step.name, step.term.symbol, *figures, origin, plain_cell(formula), plain_cell(who(step))))
    return page.getvalue().rstrip("\n")
