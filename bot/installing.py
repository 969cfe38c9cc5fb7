"""Installing the app from a link: Bolt's OAuth flow over our store."""

from urllib.parse import urljoin

from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import SCOPES
from bot.settings import Settings
from bot.store.door import Door
from bot.store.installations import LIBRARY, Installations, States
from bot.store.shelf import StoreError

AWAY = "I can't reach my database right now, so nothing can be installed. Please try again in a minute.\n"
NOT_INSTALLED = (
    "llmcost is not installed in this workspace, or was removed from it. An admin can install it again from its link."
)


def installations_of(settings: Settings, store: Door) -> Installations | None:
    """What the settings' app has installed; nothing where it serves one workspace alone."""
    keys = settings.llmcost_encryption_key
    if not (settings.slack_client_id and keys):
        return None
    return Installations(settings.slack_client_id, keys.text, store)


class Installing(AsyncOAuthFlow):
    """The flow; when the database is away it says so."""

    def __init__(self, settings: Settings, client: AsyncWebClient, installations: Installations, store: Door) -> None:
        secret = settings.slack_client_secret
        super().__init__(
            client=client,
            logger=LIBRARY,
            settings=AsyncOAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=secret.text if secret else "",
                scopes=SCOPES,
                user_scopes=(),
                authorization_url=urljoin(settings.slack_api_url, "/oauth/v2/authorize"),
                installation_store=installations,
                installation_store_bot_only=True,
                state_store=States(store),
            ),
        )

    async def handle_installation(self, request: AsyncBoltRequest) -> BoltResponse:
        """The page with the link."""
        try:
            return await super().handle_installation(request)
        except StoreError:
            return BoltResponse(status=503, body=AWAY)

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        """What Slack sends somebody back to."""
        try:
            return await super().handle_callback(request)
        except StoreError:
            return BoltResponse(status=503, body=AWAY)

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep the token. Raises BoltError when there is none, StoreError when it cannot be kept."""
        if not installation.bot_token:
            raise BoltError("Slack gave no bot token")
        await super().store_installation(request, installation)
