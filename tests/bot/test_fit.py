"""The menu's entry on what fits: layout and memory, searched after the acknowledgement."""

from collections.abc import Awaitable, Callable

from workspace import LocalWorkspace


async def test_what_fits_names_the_fewest_accelerators_and_the_memory_of_one(
    workspace: LocalWorkspace, settled: Callable[[], Awaitable[None]]
) -> None:
    answer = await workspace.command("/llmcost", "llama-2-70b 1024xa100")
    await workspace.choose(answer, "more", "What fits: layout and memory")
    await settled()
    shown = workspace.messages("planning")[-1].text
    assert "needs at least 16" in shown
    assert "Memory per accelerator" in shown
    assert workspace.errors == []
