"""`make bench`: every timing that the project promises, with its target, as docs/performance.md holds it."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from bench import bot, estimates, others, plans, terminal
from bench.line import heading

INTRODUCTION = """# How fast it is

Written by `make bench > docs/performance.md`. Lines of the batch and texts to the bot are distinct: nothing is answered
from memory but where a row says so. Ratios hold within one run; a busy machine makes all else look slower."""


def _machine() -> str:
    """The machine and how busy it was: timings mean little without."""
    names = [line.partition(":")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    processor = names[0].strip() if names else platform.processor() or platform.machine()
    load = os.getloadavg()[0]
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"{datetime.now(tz=UTC):%Y-%m-%d}; {load:.1f} processes ran beside it when it began."
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


if __name__ == "__main__":
    print(f"{INTRODUCTION}\n\n{_machine()}")
    heading("One estimate, in a warm process", "what", "processor time", "target")
    estimates.main()
    heading("Planning, in a warm process", "what", "processor time", "target")
    plans.main()
    heading("The terminal, from a cold process", "what", "measured", "target")
    terminal.main()
    heading("Beside llm-analysis", "what", "measured", "target")
    others.main()
    bot.main()
