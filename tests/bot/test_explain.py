"""All steps: the modal behind an answer, page by page, and the word that opens it."""

from collections.abc import Awaitable, Callable

import pytest

from blockkit.explanation import MAXIMUM_PAGES, explanation_view
from service.answers import Answers
from workspace import LocalWorkspace
from workspace.validation import view_problems

Settled = Callable[[], Awaitable[None]]
EVERYTHING = (
    "70B 2T 1024xh100 precision=fp8 seq=8k recompute=full batch=4M stack=tuned goodput=0.9 pue=1.1 "
    "grid=france power=0.12/kWh overhead=20% provider=aws billing=spot deadline=30d budget=$3M epochs=2"
)


async def test_all_steps_open_in_a_modal_and_its_buttons_turn_the_pages(
    workspace: LocalWorkspace, settled: Settled
) -> None:
    answer = await workspace.command("/llmcost", "llama-2-70b 1024xa100")
    await workspace.click(answer, "All steps")
    await settled()
    [first] = workspace.views
    assert "Training compute" in str(first.blocks)
    await workspace.click(first, "Memory and layout")
    await settled()
    [turned] = workspace.views
    assert turned.id == first.id
    assert "needs at least 16" in str(turned.blocks)
    assert workspace.errors == []


async def test_explain_answers_and_opens_the_steps(workspace: LocalWorkspace, settled: Settled) -> None:
    answer = await workspace.command("/llmcost", "explain 70B 2T a100 mfu=0.5")
    await settled()
    assert "$2.69M" in answer.text
    assert len(workspace.views) == 1


@pytest.mark.parametrize("text", ["70B 2T a100 mfu=0.5", "deepseek-v3 2048xh800", "70B 10B h100 lora", EVERYTHING])
def test_every_page_holds_to_slacks_limits_and_every_source_stands_once(answers: Answers, text: str) -> None:
    found = answers.laid_out(text)
    pages = [explanation_view(found, text, page) for page in range(MAXIMUM_PAGES)]
    assert [problem for page in pages for problem in view_problems(page)] == []
    assert len({str(page["blocks"][1:]) for page in pages}) < MAXIMUM_PAGES
    sources = [line for block in pages[-1]["blocks"][2:] for line in block["text"]["text"].splitlines()]
    assert [line.partition(".")[0] for line in sources] == [str(number) for number in range(1, len(sources) + 1)]
    assert len({line.partition(". ")[2] for line in sources}) == len(sources)
