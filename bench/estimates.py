"""How long one estimate takes in a warm process: reading, calculating with ranges, and writing."""

import datetime
import statistics
import time
from collections.abc import Callable

from bench.line import line
from estimator import estimate, load_catalogue
from estimator.ask import ask
from estimator.language import read
from estimator.render.json import as_json

TODAY = datetime.date(2026, 11, 24)
TEXTS = ("70B 2T a100 mfu=0.5", "llama-2-70b a100", "deepseek-v3 2048xh800", "8B 15T 1024xh100 deadline=60d")


def main() -> None:
    """Print the medians."""
    catalogue = load_catalogue()
    for text in TEXTS:
        request = read(text, catalogue.names, today=TODAY).request
        answer = estimate(request, catalogue, TODAY)
        line(f"read `{text}`", median_ms(lambda text=text: read(text, catalogue.names, today=TODAY)), "ms")
        line("estimate with its range", median_ms(lambda r=request: estimate(r, catalogue, TODAY)), "ms", "≤ 1")
        line("as JSON", median_ms(lambda a=answer: as_json(a)), "ms")
        line("all of it", median_ms(lambda text=text: as_json(ask(text, catalogue, TODAY))), "ms")


def median_ms(work: Callable[[], object], rounds: int = 300) -> float:
    """Median duration of some work, in milliseconds."""
    return 1e3 * statistics.median(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
