"""The servers under load, as processes of their own, with the processor time they use."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import load
from bench.requests import SECRET, same

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens: its port, its process, and the seconds from its start to its first answer."""

    port: int
    process: int
    cold_start: float

    def processor_seconds(self) -> float:
        """Processor time used so far, as the kernel's scheduler counts it, over all threads."""
        tasks = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def megabytes(self) -> float:
        """Memory that it holds now [MiB]."""
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@asynccontextmanager
async def running(module: str, port: int, settings: Mapping[str, str]) -> AsyncIterator[Server]:
    """A server started from a module of ours, stopped at the end."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PORT": str(port), **settings}
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", *module.split(), env=environment, cwd=ROOT)
    try:
        yield Server(port, process.pid, await _first_answer(port, started))
    finally:
        process.terminate()
        await process.wait()


async def _first_answer(port: int, started: float) -> float:
    request = same(1)
    while True:
        try:
            await load(port, request, 1)
        except OSError:
            await asyncio.sleep(0.005)
        else:
            return time.perf_counter() - started


def bot_settings(api_url: str) -> dict[str, str]:
    """Settings of the bot under load."""
    return {"SLACK_BOT_TOKEN": "xoxb-local", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": api_url}
