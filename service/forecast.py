"""How what was saved of a run before it began compares with what is measured of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from estimator import Estimate, Request
from estimator.calculation.numbers import per_cent
from estimator.errors import RequestError

MAXIMUM_TOLD = 3
_SAME = 0.005
# a saved request that leaves one of these open is of any
_MAY_DIFFER = ("tokens", "accelerators", "sequence_length", "precision")
_MUST_AGREE = ("model", "parameters", "active_parameters", "accelerator", "method")


def forecast(estimate: Estimate) -> dict[str, float]:
    """What an estimate expects that a measurement can be held to: the MFU with its range."""
    mfu = estimate.answer["mfu"]
    return {"mfu": mfu.value, "low": mfu.low, "high": mfu.high} if mfu else {}


def forecasts(
    saved: Iterable[tuple[str, Mapping[str, Any]]], measured: Estimate, read: Callable[[str], Request]
) -> list[str]:
    """A sentence for each saved estimate, by name, of the run that was measured."""
    told = [
        _told(name, content, measured)
        for name, content in saved
        if content.get("forecast") and _is_of(content["text"], measured.request, read)
    ]
    return told[:MAXIMUM_TOLD]


def _is_of(text: str, measured: Request, read: Callable[[str], Request]) -> bool:
    """Whether a saved request is of the run that was measured."""
    try:
        planned = read(text)
    except RequestError:
        return False
    return all(getattr(planned, name) == getattr(measured, name) for name in _MUST_AGREE) and all(
        None in (said := (getattr(planned, name), getattr(measured, name))) or said[0] == said[1]
        for name in _MAY_DIFFER
    )


def _told(name: str, content: Mapping[str, Any], measured: Estimate) -> str:
    expected, found = content["forecast"], measured.answer["mfu"]
    mfu = found.value if found else expected["mfu"]
    low, high = expected["low"], expected["high"]
    inside = "inside" if low <= mfu <= high else "outside"
    held = f", {inside} its 80 % range of {per_cent(low)} to {per_cent(high)}" if low < high else ""
    fewer = 1 - expected["mfu"] / mfu
    change = f"{per_cent(abs(fewer))} {'fewer' if fewer > 0 else 'more'} hours" if abs(fewer) > _SAME else "as expected"
    return f"{name}, saved on {content['as_of']}, expected an MFU of {per_cent(expected['mfu'])}{held}: {change}."
