"""The local workspace as one object: what tests drive, and what the bot runs against without Slack."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from workspace.delivery import Delivery, HttpDelivery
from workspace.directory import YOU
from workspace.faults import Faults
from workspace.installer import Installer
from workspace.interactions import Interactions
from workspace.manifest import Command, Manifest, Shortcut
from workspace.messages import Message
from workspace.page_routes import BUILT_PAGE, PageRoutes
from workspace.page_state import seen_by
from workspace.scene import furnish
from workspace.server import Server
from workspace.socket_mode import SocketDelivery
from workspace.state import Call, State
from workspace.views import View
from workspace.web_api import WebApi
from workspace.wire import Clock


class LocalWorkspace(Interactions):
    """A stand-in for Slack: start it, point the app at `api_url`, and act in it as a person would.

    What a person does goes over Socket Mode until `deliver_over_http` says where the app listens.
    """

    def __init__(
        self,
        signing_secret: str = "local-signing-secret",  # noqa: S107 — made up, and of use on this machine only
        bot_token: str = "xoxb-local",  # noqa: S107 — the same
        app_token: str = "xapp-local",  # noqa: S107 — the same
        *,
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
    ) -> None:
        self.signing_secret, self.bot_token, self.app_token = signing_secret, bot_token, app_token
        self.socket = SocketDelivery()
        super().__init__(State(), self.socket)
        self.manifest = Manifest(tuple(commands), tuple(shortcuts))
        self.installer = Installer()
        web_api = WebApi(self.state, self.socket, bot_token, app_token, self.installer)
        self._server = Server(self.state, web_api, self.socket, PageRoutes(self, self.manifest))

    async def start(self, port: int = 0) -> None:
        """Listen on the loopback address; port 0 takes a free one.

        Raises:
            OSError: The port is taken.
        """
        self.state.base_url = await self._server.start(port)

    async def stop(self) -> None:
        """End everything; nothing is kept."""
        await self.delivery.close()
        await self.socket.close()
        await self._server.stop()

    def furnish(self) -> None:
        """Let colleagues have said something already, so that the page does not look empty."""
        furnish(self.state)

    def deliver_over_http(self, app_url: str) -> HttpDelivery:
        """From now on, send what people do as signed requests to the app at this address."""
        self.delivery = delivery = HttpDelivery(app_url, self.signing_secret)
        return delivery

    def deliver_over(self, delivery: Delivery) -> None:
        """From now on, send what people do this way."""
        self.delivery = delivery

    @property
    def api_url(self) -> str:
        """The address of the Web API, for `SLACK_API_URL`."""
        return f"{self.state.base_url}/api/"

    @property
    def page_url(self) -> str:
        """The address of the page."""
        return f"{self.state.base_url}/"

    @property
    def has_page(self) -> bool:
        """Whether the page has been built."""
        return (BUILT_PAGE / "index.html").is_file()

    @property
    def clock(self) -> Clock:
        """The time of the workspace, which tests can move."""
        return self.state.clock

    @property
    def faults(self) -> Faults:
        """Failures on demand."""
        return self.state.faults

    @property
    def journal(self) -> list[Call]:
        """Every call of the Web API and of response URLs, oldest first."""
        return self.state.journal

    @property
    def errors(self) -> list[str]:
        """What went wrong so far, as a person would see it or Slack would refuse it."""
        return self.state.errors

    @property
    def views(self) -> list[View]:
        """The modals that `you` has open, the topmost last."""
        return self.state.stack(YOU.id)

    def home(self, user: str = YOU.id) -> View | None:
        """A person's home tab, if the app published one."""
        return self.state.homes.get(self.person(user).id)

    def messages(self, channel: str = "planning", *, user: str = YOU.id) -> list[Message]:
        """What a person sees in a channel, oldest first."""
        place, person = self.state.channel(channel), self.person(user)
        return [message for message in seen_by(self.state, person.id) if message.channel == place.id]

    def pins(self, channel: str = "planning") -> list[Message]:
        """The pinned messages of a channel, in the order of pinning."""
        place = self.state.channel(channel)
        return [self.state.message(place.id, ts) for ts in place.pins]

    async def next_message(self, *, after: int, channel: str = "planning", seconds: float = 3) -> Message | None:
        """The newest message once there are more than `after` in the channel; None when the time is over."""

        def newest() -> Message | None:
            later = self.messages(channel)[after:]
            return later[-1] if later else None

        return await self.state.until(newest, seconds)


@asynccontextmanager
async def running_workspace(port: int = 0, commands: Sequence[Command] = ()) -> AsyncIterator[LocalWorkspace]:
    """A started workspace, stopped at the end."""
    workspace = LocalWorkspace(commands=commands)
    await workspace.start(port)
    try:
        yield workspace
    finally:
        await workspace.stop()
