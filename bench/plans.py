"""How long planning takes: a plan over the whole catalogue, a sweep of a million points, and a layout."""

import time
from collections.abc import Callable

import numpy as np

from bench.estimates import TODAY
from bench.line import line
from estimator import Estimator, load_catalogue
from estimator.estimate import estimate
from estimator.language import read
from estimator.memory.layout import best_layout
from estimator.questions.table import answer

PLANS = ("70B 2T deadline=45d budget=$4M", "deepseek-v3")
LAYOUTS = ("llama-3.1-405b 16384xh100", "deepseek-v3 2048xh800", "kimi-k2 16384xgb300")


def main() -> None:
    """Print the least processor time of several passes."""
    catalogue = load_catalogue()
    for text in PLANS:
        asked = f"plan {text}"
        line(f"`{asked}` as JSON", least_ms(lambda t=asked: answer(t, catalogue, TODAY).data()), "ms", "≤ 50")
    for text in LAYOUTS:
        run = estimate(read(text, catalogue.names, today=TODAY).request, catalogue, TODAY).run
        line(f"layout of `{text}`", least_ms(lambda r=run: best_layout(r)), "ms", "≤ 10")
    axes = {"accelerators": range(8, 8001, 8), "mfu": np.linspace(0.2, 0.6, 100), "prices": np.linspace(1, 5, 10)}
    asked = Estimator(catalogue, lambda: TODAY)
    line("a sweep of a million points", least_ms(lambda: asked.sweep("70B 2T h100", **axes), 3), "ms", "≤ 2000")


def least_ms(work: Callable[[], object], passes: int = 15) -> float:
    """The least processor time of some work, in milliseconds: what a busy machine distorts least."""
    work()
    return 1e3 * min(_seconds(work) for _ in range(passes))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
