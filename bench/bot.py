"""The bot beside bare Bolt, in one run: requests a second, processor time a request, latency, cold start."""

import asyncio
import socket
from collections.abc import Callable
from statistics import median

from bench.line import heading, line, row
from bench.load import Load, load
from bench.requests import distinct, same
from bench.servers import Server, bot_settings, running
from workspace import running_workspace

ROUNDS = 5
REQUESTS = 2_000
CONNECTIONS = 16
LASTING = 50_000

Measured = dict[str, list[tuple[Load, float]]]


async def measure() -> None:
    """Interleave the servers round by round, so that both meet the same machine, and print the ratios."""
    async with running_workspace() as slack:
        ports = [_free_port() for _ in range(2)]
        settings = bot_settings(slack.api_url)
        async with (
            running("bench.bare", ports[0], {}) as bare,
            running("bot --transport http", ports[1], settings) as bot,
        ):
            idle = bot.megabytes()
            cases = {
                "bare Bolt": (bare, same),
                "llmcost, one text": (bot, same),
                "llmcost, distinct texts": (bot, distinct),
            }
            for connections in (CONNECTIONS, 1):
                _report(connections, await _rounds(cases, connections))
            await load(bot.port, distinct(LASTING), CONNECTIONS)
            heading("The bot as a process", "what", "measured", "target")
            line("start to the first answer", bot.cold_start, "s")
            line("the same of bare Bolt", bare.cold_start, "s")
            line("memory before the first request", idle, "MiB", "≤ 90")
            line(f"memory after {LASTING:,} more distinct requests", bot.megabytes(), "MiB", "≤ 90")


async def _rounds(cases: dict[str, tuple[Server, Callable[[int], list[bytes]]]], connections: int) -> Measured:
    measured: Measured = {name: [] for name in cases}
    requests = {name: make(REQUESTS * ROUNDS) for name, (_, make) in cases.items()}
    for number in range(ROUNDS):
        for name, (server, _) in cases.items():
            batch = requests[name][number * REQUESTS : (number + 1) * REQUESTS]
            before = server.processor_seconds()
            loaded = await load(server.port, batch, connections)
            measured[name].append((loaded, (server.processor_seconds() - before) / REQUESTS))
    return measured


def _report(connections: int, measured: Measured) -> None:
    title = f"The bot beside bare Bolt, {connections} connection{'s' if connections > 1 else ''}"
    heading(title, "server", "requests/s", "CPU µs/request", "median ms", "requests ×", "CPU ×")
    floor = measured["bare Bolt"]
    for name, rounds in measured.items():
        rate = median(loaded.rate for loaded, _ in rounds)
        cost = median(cpu for _, cpu in rounds)
        middle = median(loaded.middle for loaded, _ in rounds)
        faster = median(ours.rate / base.rate for (ours, _), (base, _) in zip(rounds, floor, strict=True))
        dearer = median(ours / base for (_, ours), (_, base) in zip(rounds, floor, strict=True))
        row(name, f"{rate:,.0f}", f"{1e6 * cost:,.0f}", f"{middle:.2f}", f"{faster:.2f}", f"{dearer:.2f}")
    row("target, distinct texts", "", "", "" if connections > 1 else "≤ 0.8", "≥ 0.45", "≤ 2.2")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def main() -> None:
    """Run and print."""
    asyncio.run(measure())


if __name__ == "__main__":
    main()
