"""Installing the app in further workspaces: a code for whoever agrees, a token for the code."""

import base64

from workspace.directory import APP_ID, BOT, YOU
from workspace.wire import Json, SlackError, identifier


class Installer:
    """Slack's side of OAuth: what the person sees at slack.com is left out."""

    client_id = "1234567890.1234567890123"
    client_secret = "local-client-secret"  # noqa: S105 - made up, and of use on this machine only

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}
        """The workspace of each token that was handed out."""
        self._codes: dict[str, str] = {}

    def agree(self, team: str) -> str:
        """Let somebody agree to install the app in a workspace: the code that their browser carries back."""
        code = identifier("code-")
        self._codes[code] = team
        return code

    def exchange(self, credentials: str, code: str) -> Json:
        """`oauth.v2.access`: a token for a code, once.

        Raises:
            SlackError: `bad_client_secret` or `invalid_code`.
        """
        expected = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        if credentials != f"Basic {expected}":
            raise SlackError("bad_client_secret")
        if (team := self._codes.pop(code, None)) is None:
            raise SlackError("invalid_code")
        token = f"xoxb-{team}-{identifier('')}"
        self.tokens[token] = team
        return {
            "access_token": token,
            "token_type": "bot",
            "scope": "commands,chat:write",
            "bot_user_id": BOT.id,
            "app_id": APP_ID,
            "team": {"id": team, "name": team},
            "enterprise": None,
            "authed_user": {"id": YOU.id},
            "is_enterprise_install": False,
        }
