"""The answer on the local page, in a real browser: how tall it is, on a desk and on a phone, and who can use it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from workspace import LocalWorkspace

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUESTIONS = (
    "70B 2T a100 mfu=0.5",
    "llama-3.1-405b 16384xh100",
    "671B-A37B 14.8T 2048xh800 deadline=60d budget=$8M grid=france",
    "8B 15T h100 deadline=30d budget=$3M",
    "llama-3-8b finetune h100",
    "8B 50M tokens qlora 1x4090",
    "7B 1T v5p-512",
    "what can I train for $50k",
    "7B 1T peak=71 memory=48GB",
    "70B 2T h100 provider=aws billing=spot",
    "does a 70B fit on 8 h100?",
    "70B 2T 8xh100",
)
REPORTS = (
    "compare 70B 2T on a100 vs h100 vs b200",
    "compare 7B vs 13B on 2T tokens with h100",
    "compare 70B 2T h100",
    "plan 70B 2T deadline=45d budget=$4M",
    "optimal 1e24 flops",
    "sensitivity 70B 2T a100",
    "observe 70B 2T 1024xh100 700 tok/s/gpu done=500B",
    "bill 70B 2T 1024xh100",
    "own 70B 2T 1024xh100",
    "70B 14T seq=8k then 800B seq=128k then sft 10B h100",
    "help",
)
# what a phone shows at once
PHONE = 844
SERIOUS = """axe.run().then(found => found.violations.filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => [one.id, one.nodes.map(node => node.html.slice(0, 120))]))"""


@pytest.fixture
async def browser(over_http_only: LocalWorkspace) -> AsyncIterator[Browser]:
    """A headless browser."""
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    if not over_http_only.has_page:
        pytest.skip("needs the page: npm ci --prefix workspace/page && npm run build --prefix workspace/page")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        await started.close()


AXE = Path(__file__).parents[2] / "workspace/page/node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing_serious(
    browser: Browser, over_http_only: LocalWorkspace, width: int, theme: Literal["light", "dark"]
) -> None:
    page = await browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    await page.goto(over_http_only.page_url)
    for question in (QUESTIONS[1], REPORTS[1], "help", "70B"):
        await page.get_by_label("Message #planning").fill(f"/llmcost {question}")
        await page.keyboard.press("Enter")
        answer = page.get_by_role("article").filter(has_text="Only visible to you").last
        await answer.get_by_role("button").nth(1).wait_for()
    await page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    assert await page.evaluate(SERIOUS) == []
    await page.get_by_role("button", name="All steps").first.click()
    await page.get_by_role("dialog").wait_for()
    assert await page.evaluate(SERIOUS) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Edit").first.click()
    await page.get_by_role("dialog").wait_for()
    assert await page.evaluate(SERIOUS) == []
    await page.close()


async def test_the_keyboard_alone_asks_shares_and_opens_all_steps(
    browser: Browser, over_http_only: LocalWorkspace
) -> None:
    page = await browser.new_page()
    await page.goto(over_http_only.page_url)
    await page.get_by_label("Message #planning").focus()
    await page.keyboard.type(f"/llmcost {QUESTIONS[0]}")
    await page.keyboard.press("Enter")
    answer = page.get_by_role("article").filter(has_text="Only visible to you").last
    await answer.get_by_role("button", name="All steps").wait_for()
    await _reach(page, "All steps")
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog", name="All steps").wait_for()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="All steps")).to_be_hidden()
    await _reach(page, "Share")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("asked /llmcost")).to_be_visible()
    await expect(page.get_by_role("link", name="Shared")).to_be_visible()
    await page.get_by_label("Message #planning").focus()
    await page.keyboard.type(f"/llmcost {REPORTS[1]}")
    await page.keyboard.press("Enter")
    report = page.get_by_role("article").filter(has_text="Only visible to you").last
    await report.get_by_role("button", name="Share & pin").wait_for()
    await _reach(page, "Share & pin")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("asked /llmcost compare")).to_be_visible()
    await page.close()


async def _reach(page: Page, name: str) -> None:
    """Go back with the tabulator until the button of that name has the focus."""
    for _ in range(40):
        if await page.evaluate("document.activeElement.textContent") == name:
            return
        await page.keyboard.press("Shift+Tab")
    pytest.fail(f"no way to {name} with the keyboard")


@pytest.mark.parametrize(("width", "tallest"), [(1280, 760), (390, 1_500)])
async def test_an_answer_is_no_taller_than_a_screen(
    browser: Browser, over_http_only: LocalWorkspace, width: int, tallest: int
) -> None:
    page = await browser.new_page(viewport={"width": width, "height": 900})
    await page.goto(over_http_only.page_url)
    for question in (*QUESTIONS, *REPORTS):
        await page.get_by_label("Message #planning").fill(f"/llmcost {question}")
        await page.keyboard.press("Enter")
        answer = page.get_by_role("article").filter(has_text="Only visible to you").last
        await answer.get_by_role("button").nth(1).wait_for()
        height = await answer.evaluate("one => one.getBoundingClientRect().height")
        assert height <= (min(tallest, PHONE) if question == "help" else tallest), question
        await answer.get_by_role("button", name="Dismiss").click()
    await page.close()
