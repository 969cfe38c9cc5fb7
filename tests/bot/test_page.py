"""The answer on the local page, in a real browser: how tall it is, on a desk and on a phone."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from workspace import LocalWorkspace

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUESTIONS = (
    "70B 2T a100 mfu=0.5",
    "llama-3.1-405b 16384xh100",
    "671B-A37B 14.8T 2048xh800 deadline=60d budget=$8M grid=france",
)


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


@pytest.mark.parametrize(("width", "tallest"), [(1280, 760), (390, 1_500)])
async def test_an_answer_is_no_taller_than_a_screen(
    browser: Browser, over_http_only: LocalWorkspace, width: int, tallest: int
) -> None:
    page = await browser.new_page(viewport={"width": width, "height": 900})
    await page.goto(over_http_only.page_url)
    for question in QUESTIONS:
        await page.get_by_label("Message #planning").fill(f"/llmcost {question}")
        await page.keyboard.press("Enter")
        answer = page.get_by_role("article").filter(has_text="Only visible to you").last
        await answer.get_by_role("button", name="All steps").wait_for()
        box = await answer.bounding_box()
        assert box
        assert box["height"] <= tallest, question
        await answer.get_by_role("button", name="Dismiss").click()
    await page.close()
