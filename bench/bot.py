"""The bot beside bare Bolt, in one run: requests a second, processor time a request, latency, cold start."""

import asyncio
import socket
from collections.abc import Callable
from statistics import median

from bench.load import Load, load
from bench.requests import distinct, same
from bench.servers import Server, bot_settings, running
from workspace import running_workspace

ROUNDS = 5
REQUESTS = 2_000
CONNECTIONS = 16

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
            print(f"cold start to the first answer: bare Bolt {bare.cold_start:.2f} s, llmcost {bot.cold_start:.2f} s")
            cases = {
                "bare Bolt": (bare, same),
                "llmcost, one text": (bot, same),
                "llmcost, distinct texts": (bot, distinct),
            }
            for connections in (CONNECTIONS, 1):
                _report(connections, await _rounds(cases, connections))


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
    print(f"\n{connections} connections     requests/s   CPU µs/request   median ms   requests ×   CPU ×")
    floor = measured["bare Bolt"]
    for name, rounds in measured.items():
        rate = median(loaded.rate for loaded, _ in rounds)
        cost = median(cpu for _, cpu in rounds)
        middle = median(loaded.middle for loaded, _ in rounds)
        faster = median(ours.rate / base.rate for (ours, _), (base, _) in zip(rounds, floor, strict=True))
        dearer = median(ours / base for (_, ours), (_, base) in zip(rounds, floor, strict=True))
        print(f"{name:<24}{rate:>8,.0f}{1e6 * cost:>15.0f}{middle:>15.2f}{faster:>12.2f}{dearer:>9.2f}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def main() -> None:
    """Run and print."""
    asyncio.run(measure())


if __name__ == "__main__":
    main()
