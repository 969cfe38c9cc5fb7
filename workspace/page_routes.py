"""What the page of the workspace asks for: its files, the state as it changes, and gestures to carry out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from workspace.composer import send
from workspace.directory import YOU
from workspace.interactions import Interactions
from workspace.manifest import Manifest
from workspace.messages import Message
from workspace.methods.pins import pin, unpin
from workspace.page_state import page_state
from workspace.views import View
from workspace.wire import Json, SlackError

BUILT_PAGE = Path(__file__).parent / "page" / "dist"
NOT_BUILT = (
    "The page is not built. With Node 20 or newer: "
    "npm ci --prefix workspace/page && npm run build --prefix workspace/page"
)
KEEP_ALIVE_SECONDS = 15
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageRoutes:
    """The page's side of the server; everything is done as the person called `you`."""

    def __init__(self, people: Interactions, manifest: Manifest) -> None:
        self._people = people
        self._state = people.state
        self._manifest = manifest

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Register the page's addresses."""
        router.add_get("/", self._index)
        router.add_get("/page/events", self._events)
        router.add_post("/page/{gesture}", self._gesture)
        if (BUILT_PAGE / "assets").is_dir():
            router.add_static("/assets", BUILT_PAGE / "assets")

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse requests that another web site makes a browser send."""
        origin = request.headers.get("Origin")
        is_local = request.host.rsplit(":", 1)[0] in LOCAL_NAMES
        if not is_local or origin not in (None, f"http://{request.host}"):
            raise web.HTTPForbidden(text="This workspace answers its own page only.")
        return await handler(request)

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        page = BUILT_PAGE / "index.html"
        if not page.is_file():
            return web.Response(text=NOT_BUILT)
        return web.FileResponse(page, headers={"Cache-Control": "no-store"})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        seen = -1
        while True:
            try:
                async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                    seen = await self._state.changes.after(seen)
                shown = page_state(self._state, YOU.id, self._manifest)
                await stream.write(f"data: {json.dumps(shown)}\n\n".encode())
            except TimeoutError:
                await stream.write(b": still here\n\n")
            except ConnectionResetError:
                return stream

    async def _gesture(self, request: web.Request) -> web.Response:
        gestures = {
            "say": self._say,
            "act": self._act,
            "submit": self._submit,
            "close": self._close,
            "dismiss": self._dismiss,
            "pin": self._pin,
            "home": self._home,
            "shortcut": self._shortcut,
        }
        perform = gestures.get(request.match_info["gesture"])
        if perform is None:
            raise web.HTTPNotFound
        before = len(self._state.errors)
        try:
            await perform(await request.json())
        except (SlackError, LookupError) as error:
            self._state.complain(str(error))
        return web.json_response({"errors": self._state.errors[before:]})

    async def _say(self, body: Json) -> None:
        await send(self._people, self._manifest, body["text"], body["channel"], body.get("thread_ts"))

    def _place(self, body: Json) -> Message | View:
        if name := body.get("view"):
            home = self._state.homes.get(YOU.id)
            return home if home is not None and home.id == name else self._state.views[name]
        return self._state.message(body["channel"], body["ts"], ephemeral=True)

    async def _act(self, body: Json) -> None:
        where = self._place(body)
        if isinstance(where, View):
            self._enter(where, body)
        if "value" in body:
            await self._people.choose(where, body["action_id"], body["value"])
        else:
            await self._people.click(where, body["action_id"])

    def _enter(self, view: View, body: Json) -> None:
        for block_id, entries in (body.get("values") or {}).items():
            for action_id, value in entries.items():
                self._people.enter(view, block_id, action_id, value)

    async def _submit(self, body: Json) -> None:
        await self._people.submit(self._state.views[body["view"]], body["values"])

    async def _close(self, body: Json) -> None:
        await self._people.close_view(self._state.views[body["view"]])

    async def _dismiss(self, body: Json) -> None:
        self._state.remove(self._state.message(body["channel"], body["ts"], ephemeral=True))

    async def _pin(self, body: Json) -> None:
        channel = self._state.channel(body["channel"])
        (unpin if body["ts"] in channel.pins else pin)(self._state, channel, body["ts"])

    async def _home(self, _body: Json) -> None:
        await self._people.open_home()

    async def _shortcut(self, body: Json) -> None:
        message = self._state.message(body["channel"], body["ts"]) if body.get("ts") else None
        await self._people.shortcut(body["callback_id"], message)
