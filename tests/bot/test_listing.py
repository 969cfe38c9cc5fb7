"""The catalogue's tables in Slack, a page at a time."""

from collections.abc import Awaitable, Callable

import pytest

from workspace import LocalWorkspace

Settled = Callable[[], Awaitable[None]]


@pytest.mark.parametrize("kind", ["accelerators", "models", "prices", "grids"])
async def test_listing_is_a_table(workspace: LocalWorkspace, kind: str) -> None:
    answer = await workspace.command("/llmcost", kind)
    assert [block["type"] for block in answer.blocks][:2] == ["header", "table"]
    assert workspace.errors == []


async def test_next_and_previous_turn_the_page_in_place(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", "accelerators")
    first = answer.blocks[1]
    await workspace.click(answer, "Next")
    await settled()
    assert answer.blocks[1] != first
    assert "page 2" in answer.text
    await workspace.click(answer, "Previous")
    await settled()
    assert answer.blocks[1]["rows"] == first["rows"]
    assert len(workspace.messages()) == 1


async def test_words_choose_among_the_entries(workspace: LocalWorkspace) -> None:
    answer = await workspace.command("/llmcost", "accelerators h100")
    rows = answer.blocks[1]["rows"][1:]
    assert rows
    assert all("h100" in str(row).lower() for row in rows)


async def test_words_that_choose_nothing_are_answered_with_a_sentence(workspace: LocalWorkspace) -> None:
    assert 'No accelerators match "abacus"' in (await workspace.command("/llmcost", "accelerators abacus")).text


@pytest.mark.parametrize("words", ["accelerators h100-sxm", "models llama-2-70b"])
async def test_single_entry_is_shown_with_each_fact_and_its_source(workspace: LocalWorkspace, words: str) -> None:
    page = await workspace.command("/llmcost", words)
    table = page.blocks[1]
    assert [cell["elements"][0]["elements"][0]["text"] for cell in table["rows"][0]][2] == "source"
    assert "'type': 'link'" in str(table["rows"][1])
    assert workspace.errors == []
