"""The page in a real browser: a person types a command, presses buttons, fills a form and finds the pin."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright, expect

from workspace import LocalWorkspace

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
async def page(connected: LocalWorkspace) -> AsyncIterator[Page]:
    """The page, open in a headless browser that reports what the page does wrong."""
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    if not connected.has_page:
        pytest.skip("needs the page: npm ci --prefix workspace/page && npm run build --prefix workspace/page")
    wrong: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(color_scheme="light")
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: _note_foreign(request.url, connected.page_url, wrong))
        await page.goto(connected.page_url)
        yield page
        await browser.close()
    assert wrong == []


def _note_foreign(url: str, page_url: str, wrong: list[str]) -> None:
    if not url.startswith((page_url, "data:")):
        wrong.append(f"asked for {url}")


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Message #planning").fill(text)
    await page.keyboard.press("Enter")


over_http = pytest.mark.parametrize("connected", ["http"], indirect=True)


@over_http
async def test_a_command_is_answered_privately_and_its_buttons_work(page: Page, connected: LocalWorkspace):
    await say(page, "/echo 70B")
    await expect(page.get_by_text("Only visible to you")).to_be_visible()
    await page.get_by_role("button", name="Share").click()
    await expect(page.get_by_text("Pinned to this channel")).to_be_visible()
    await page.get_by_role("tab", name="Pinned (1)").click()
    await expect(page.get_by_text("Shared", exact=True)).to_be_visible()
    assert [message.text for message in connected.pins()] == ["Shared"]


@over_http
async def test_a_menu_changes_the_answer_and_dismissing_removes_it(page: Page):
    await say(page, "/echo 70B")
    await page.get_by_label("More actions").click()
    await page.get_by_role("menuitem", name="Save").click()
    await expect(page.get_by_text("chose save")).to_be_visible()
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.get_by_text("chose save")).to_be_hidden()


@over_http
async def test_a_form_shows_errors_at_its_fields_and_closes_when_right(
    page: Page, connected: LocalWorkspace, heard: list[object]
):
    await say(page, "/echo 70B")
    await page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Form")
    await expect(dialog.get_by_label("Number")).to_have_value("7")
    await dialog.get_by_label("Number").fill("seven")
    await dialog.get_by_label("Choice").select_option(label="Red")
    await page.get_by_role("button", name="Send").last.click()
    await expect(dialog.get_by_role("alert")).to_have_text("seven is not a number")
    await dialog.get_by_label("Number").fill("70")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    assert len(heard) == 1
    assert connected.views == []


@over_http
async def test_escape_closes_a_form(page: Page, connected: LocalWorkspace):
    await say(page, "/echo 70B")
    await page.get_by_role("button", name="Edit").click()
    await page.get_by_role("dialog", name="Form").wait_for()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Form")).to_be_hidden()
    assert connected.views == []


@over_http
async def test_failures_are_shown_as_slack_would_show_them(page: Page, connected: LocalWorkspace):
    await say(page, "/nonsense")
    await expect(page.get_by_text("/nonsense is not a valid command.")).to_be_visible()
    connected.delivery.seconds = 0
    await say(page, "/echo 70B")
    await expect(page.get_by_text('/echo failed with the error "operation_timeout"')).to_be_visible()


@over_http
async def test_threads_take_mentions_but_no_commands(page: Page, connected: LocalWorkspace):
    await connected.say("What would it cost?", channel="planning", user="maya")
    await page.get_by_text("What would it cost?").hover()
    await page.get_by_role("button", name="Reply in thread").click()
    await say(page, "/echo 70B")
    await expect(page.get_by_text("/echo is not supported in threads. Sorry!")).to_be_visible()
    await say(page, "@llmcost 70B")
    await expect(page.get_by_role("group", name="Thread").get_by_text("At your service")).to_be_visible()


@over_http
async def test_the_theme_follows_the_system_until_it_is_switched(page: Page):
    root = page.locator("html")
    await expect(root).to_have_attribute("data-theme", "light")
    await page.emulate_media(color_scheme="dark")
    await expect(root).to_have_attribute("data-theme", "dark")
    await page.get_by_role("button", name="Light theme").click()
    await expect(root).to_have_attribute("data-theme", "light")


@over_http
async def test_the_home_tab_is_asked_for_when_it_is_opened(page: Page):
    await page.get_by_role("button", name="llmcost").click()
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_text("Welcome")).to_be_visible()


@over_http
async def test_typing_a_slash_offers_the_commands(page: Page):
    box = page.get_by_label("Message #planning")
    await box.fill("/e")
    await expect(page.get_by_role("option", name="/echo")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(box).to_have_value("/echo ")
