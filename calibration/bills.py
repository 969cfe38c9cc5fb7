"""Dollars: what runs were billed, against hours predicted without their organisation at the price of that day."""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calibration.left_out import Miss
from calibration.measurements import DATA


@dataclass(frozen=True)
class Bill:
    """A published bill beside the prediction."""

    run: str
    label: str
    day: str
    usd: float
    predicted: float
    usd_per_hour: float
    source: str


def bills(misses: Sequence[Miss]) -> Iterator[Bill]:
    """The bills of runs that were left out and predicted."""
    found = {miss.row.identifier: miss for miss in misses}
    with (DATA / "bills.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            miss, price = found[row["run"]], float(row["usd_per_hour"])
            hours = (miss.row.hours or math.nan) * math.exp(miss.log)
            yield Bill(row["run"], miss.row.label, row["day"], float(row["usd"]), hours * price, price, row["source"])
