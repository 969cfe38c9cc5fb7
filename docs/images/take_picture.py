"""Takes the README's picture: a question asked in the local workspace, in a headless Chromium."""  # noqa: INP001 - a script beside its picture

import asyncio
import shutil
import socket
import sys
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.app import running_app
from bot.local_workspace import COMMANDS, LOOPBACK, SHORTCUTS, local_settings
from bot.settings import Settings
from bot.transports.front import EVENTS_PATH
from bot.transports.http import front
from bot.transports.server import serve_until, server
from estimator import load_catalogue
from service.answers import Answers
from workspace import LocalWorkspace

PICTURE = Path(__file__).parent / "answer.png"
QUESTION = "/llmcost llama-3.1-405b 16384xh100"
SIZE = {"width": 1180, "height": 960}


async def main() -> None:
    """Start the workspace with the bot behind it, take the picture, and stop."""
    workspace = LocalWorkspace(commands=COMMANDS, shortcuts=SHORTCUTS)
    await workspace.start()
    workspace.furnish()
    try:
        with socket.create_server((LOOPBACK, 0)) as listening:
            workspace.deliver_over_http(f"http://{LOOPBACK}:{listening.getsockname()[1]}{EVENTS_PATH}")
            async with running_app(local_settings(Settings(), workspace), Answers(load_catalogue())) as service:
                taken = asyncio.create_task(_take(workspace.page_url))
                await serve_until(server(front(service), (LOOPBACK, 0)), taken, [listening])
                taken.result()
    finally:
        await workspace.stop()


async def _take(address: str) -> None:
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = await browser.new_page(color_scheme="light", viewport=SIZE)
        await page.goto(address)
        await _ask(page)
        await page.screenshot(path=PICTURE)
        await browser.close()


async def _ask(page: Page) -> None:
    await page.get_by_label("Message #planning").fill(QUESTION)
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Share & pin").wait_for()
    await page.get_by_text("We keep saying").evaluate("message => message.scrollIntoView()")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
