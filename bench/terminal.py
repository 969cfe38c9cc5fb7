"""How long the command line takes from a cold process, and how many lines a second a batch answers."""

import os
import statistics
import subprocess
import sys
import time

from bench.line import line

COMMAND = [sys.executable, "-m", "estimator"]
LINES = 5_000
ROUNDS = 9


def main() -> None:
    """Print them."""
    for what, command in (("`llmcost TEXT`", [*COMMAND, "70B", "2T", "a100", "mfu=0.5"]), ("`python -c pass`", PASS)):
        line(f"{what}, processor time", processor_seconds(command), "s")
        line(
            f"{what}, on a wall clock", statistics.median(_seconds(command) for _ in range(ROUNDS)), "s", TARGETS[what]
        )
    before = os.times()
    line(f"`llmcost batch` over {LINES:,} lines", LINES / _batch_seconds(), "lines/s", "≥ 5,000")
    line("the same for each second of processor time", LINES / _spent_since(before), "lines")


PASS = [sys.executable, "-c", "pass"]
TARGETS = {"`llmcost TEXT`": "≤ 0.22", "`python -c pass`": ""}


def processor_seconds(command: list[str]) -> float:
    """The least processor time that a command took."""
    return min(_spent(command) for _ in range(ROUNDS))


def _spent(command: list[str]) -> float:
    before = os.times()
    _seconds(command)
    return _spent_since(before)


def _spent_since(before: os.times_result) -> float:
    """The processor time of all commands that ended since then."""
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _batch_seconds() -> float:
    texts = (f"{7 + n % 90}B {1 + n % 5}T {8 * (1 + n % 64)}xh100\n" for n in range(LINES))
    return _seconds([*COMMAND, "batch", "-"], "".join(texts))


def _seconds(command: list[str], text: str = "") -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, text=True, input=text)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
