"""The table of misses that a calibration prints."""

from collections.abc import Sequence

import numpy as np

from calibration.out_of_sample import Miss, coverage, median_error
from calibration.ranges import Bands, half_width

Results = dict[str, list[Miss]]
HEADER = f"{'left out of the fit':45} {'runs':>5} {'median':>8} {'factor':>7} {'bias':>7} {'inside':>7} {'width':>6}"


def practice(name: str, misses: Sequence[Miss]) -> str:
    """The practice of the runs in a result, as ranges call it: a step as typed is untold."""
    found = misses[0].row.practice
    return "untold" if found == "step" and name.endswith("as typed") else found


def line(name: str, misses: Sequence[Miss], found: Bands) -> str:
    """One way of leaving out: runs, median error of hours, factor, bias, share inside the range, its median width."""
    logs = np.array([miss.log for miss in misses])
    inside = coverage(misses, lambda miss: half_width(found, miss))
    width = np.exp(np.median([2 * half_width(found, miss) for miss in misses]))
    factor = np.exp(np.median(np.abs(logs)))
    cells = f"{median_error(misses):8.1%} {factor:7.3f} {np.exp(np.median(logs)) - 1:+7.1%} {inside:7.0%} {width:6.2f}"
    return f"{name:45} {len(misses):5d} {cells}"


def table(results: Results, half_widths: dict[str, Bands]) -> str:
    """One line for each way of leaving measurements out."""
    lines = [line(name, misses, half_widths[practice(name, misses)]) for name, misses in results.items()]
    return "\n".join([HEADER, *lines])
