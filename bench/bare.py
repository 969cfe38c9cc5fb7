"""Bolt with one listener that only acknowledges: the floor that the bot is measured against."""

import os

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bench.requests import SECRET


async def authorize() -> AuthorizeResult:
    """A token without asking anybody."""
    return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-bench")


async def acknowledge() -> BoltResponse:
    """Nothing but the acknowledgement."""
    return BoltResponse(status=200, body="ok")


def main() -> None:
    """Serve on $PORT as the bot does: uvicorn, uvloop, httptools, no access log."""
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True, name="bare")
    app.command("/llmcost")(acknowledge)
    handler = AsyncSlackRequestHandler(app, path="/slack/events")
    port = int(os.environ["PORT"])
    uvicorn.run(
        handler, host="127.0.0.1", port=port, loop="uvloop", http="httptools", access_log=False, log_level="error"
    )


if __name__ == "__main__":
    main()
