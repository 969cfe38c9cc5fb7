"""The forms of what the tools give back, as an agent reads them in their schemas."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """A form that may hold more than it names: the JSON of every question has its details beside these."""

    model_config = ConfigDict(extra="allow")


class Figure(Form):
    """A number with its unit and the ends of its central 80 % range."""

    value: float
    unit: str
    low: float
    high: float


class Warned(Form):
    """A warning, or a note, which its level tells apart."""

    code: str
    message: str


class Said(Form):
    """What every answer says of itself."""

    version: str
    as_of: str
    question: str
    warnings: list[Warned]


class Estimated(Said):
    """An estimate: each quantity by its name, null where it does not apply, and every step behind it."""

    answer: dict[str, Figure | None] | None = None
    steps: list[dict[str, Any]] | None = None
    subject: dict[str, Any] | None = None
    prices: list[dict[str, Any]] | None = None


class Option(Form):
    """A way to do a run; its `text` asked as an estimate gives the same figures."""

    text: str
    accelerator: str
    accelerators: int
    price: float | Figure
    accelerator_hours: Figure
    wall_clock: Figure
    cost: Figure


class Planned(Said):
    """The cheapest and the fastest way within the limits, those between them, and what was ruled out and why."""

    cheapest: Option | None
    fastest: Option | None
    front: list[Option]
    ruled_out: list[dict[str, Any]]
    considered: int


class Compared(Said):
    """Runs side by side, and the labels of the best by cost, time and emissions."""

    rows: list[dict[str, Any]]
    best: dict[str, str | None]


class Optimal(Said):
    """What each scaling law advises, the default first."""

    laws: list[dict[str, Any]]


class Observed(Estimated):
    """The run at the speed that was measured, what is left of it, the day of its end, and where its MFU stands."""

    remaining: dict[str, Figure | None]
    finish: str | None
    percentile: float


class Listed(Form):
    """Entries of the catalogue, each with its sources."""

    kind: str
    result: list[dict[str, Any]]
