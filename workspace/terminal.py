"""The workspace in a terminal, where the page is not built: commands, numbered choices, forms asked field by field."""

import asyncio
import sys
import threading

from workspace.composer import send
from workspace.directory import YOU
from workspace.elements import elements_of, label_of, options_of
from workspace.form import Ask, Tell, fill
from workspace.messages import Message
from workspace.page_state import seen_by
from workspace.wire import Json
from workspace.workspace import LocalWorkspace

QUIET_SECONDS = 0.2
WELCOME = "You are in #planning. Type a command, a number to press a button, pins, or quit."

Choice = tuple[Message, Json, str | None]


class Terminal:
    """A conversation by lines; `ask` raises EOFError at its end."""

    def __init__(self, workspace: LocalWorkspace, ask: Ask, tell: Tell) -> None:
        self._workspace = workspace
        self._ask = ask
        self._tell = tell
        self._choices: list[Choice] = []
        self._shown: set[tuple[str, str]] = set()

    async def converse(self) -> None:
        """Talk until the person quits or the input ends."""
        self._tell(WELCOME)
        self._show_new()
        try:
            while (line := (await self._ask("> ")).strip()) not in ("quit", "exit"):
                await self._do(line)
                await self._settle()
                self._show_new()
                await self._fill_open_forms()
        except EOFError:
            return

    async def _do(self, line: str) -> None:
        if line.isdigit():
            await self._choose(int(line))
        elif line == "pins":
            self._tell("\n\n".join(f"📌 {message.text}" for message in self._workspace.pins()) or "Nothing is pinned.")
        elif line:
            await send(self._workspace, self._workspace.manifest, line, "planning")

    async def _choose(self, number: int) -> None:
        if not 1 <= number <= len(self._choices):
            self._tell(f"There is no choice {number}; there are {len(self._choices)}.")
            return
        message, element, option = self._choices[number - 1]
        if option is None:
            await self._workspace.click(message, element["action_id"])
        else:
            await self._workspace.choose(message, element["action_id"], option)

    async def _settle(self) -> None:
        changes = self._workspace.state.changes
        seen = changes.count
        while True:
            try:
                async with asyncio.timeout(QUIET_SECONDS):
                    seen = await changes.after(seen)
            except TimeoutError:
                return

    def _show_new(self) -> None:
        for message in seen_by(self._workspace.state, YOU.id):
            if (message.ts, message.text) not in self._shown:
                self._shown.add((message.ts, message.text))
                self._show(message)

    def _show(self, message: Message) -> None:
        name = self._workspace.person(message.user).real_name
        private = " (only visible to you)" if message.is_ephemeral else ""
        self._tell(f"\n{name}{private}\n{message.text}")
        choices = [choice for _, element in elements_of(message.blocks) for choice in _choices_of(message, element)]
        if choices:
            self._choices = choices
            self._tell("  ".join(f"[{number}] {_name(choice)}" for number, choice in enumerate(choices, 1)))

    async def _fill_open_forms(self) -> None:
        while views := self._workspace.views:
            await fill(self._workspace, views[-1], self._ask, self._tell)
            await self._settle()
            self._show_new()


def _choices_of(message: Message, element: Json) -> list[Choice]:
    if element["type"] == "button":
        return [(message, element, None)]
    return [(message, element, option["text"]["text"]) for option in options_of(element)]


def _name(choice: Choice) -> str:
    _, element, option = choice
    return label_of(element) if option is None else option


def standard_input() -> Ask:
    """A way to ask on standard input that does not keep the program from ending."""
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()

    async def ask(question: str) -> str:
        sys.stdout.write(question)
        sys.stdout.flush()
        if not (line := await lines.get()):
            raise EOFError
        return line

    return ask


async def converse(workspace: LocalWorkspace) -> None:
    """Talk with the workspace on standard input and output until the person quits."""
    await Terminal(workspace, standard_input(), lambda text: print(text, flush=True)).converse()  # noqa: T201 — a terminal prints
