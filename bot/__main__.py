"""`python -m bot`: settings, then the app, then a transport."""

import argparse
import asyncio
import gc
import sys
from collections.abc import Sequence

from bot.settings import Settings, SettingsError, Transport, read_settings

FAILED, MALFORMED = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot until it is told to stop, and give back the exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        transport: Transport = options.transport or settings.transport
        is_local = options.local and settings.slack_bot_token is None
        if not is_local:
            settings.require(transport)
    except SettingsError as error:
        sys.stderr.write("".join(f"{line}\n" for line in error.lines))
        return MALFORMED
    if options.action == "migrate":
        return _migrate(settings)
    if options.action == "run":
        _run(settings, None if is_local else transport)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="What will it cost to train this model? In Slack."
    )
    parser.add_argument(
        "action",
        nargs="?",
        choices=("run", "check", "migrate"),
        default="run",
        help="check: only look at the settings; migrate: that, and bring the database to the newest tables",
    )
    parser.add_argument("--transport", choices=("http", "socket"), help="default: socket where SLACK_APP_TOKEN is set")
    parser.add_argument("--local", action="store_true", help="without Slack tokens, open the local workspace")
    return parser


def _migrate(settings: Settings) -> int:
    from bot.store.database import migrated  # noqa: PLC0415 - only where the store is asked for
    from service.folder import data_folder  # noqa: PLC0415 - as above

    refusal = asyncio.run(migrated(settings.database_url, data_folder()))
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        return FAILED
    return 0


def _run(settings: Settings, transport: Transport | None) -> None:
    """Run against Slack by a transport, or in the local workspace where there is none."""
    import uvloop  # noqa: PLC0415 - checking settings needs none of this

    from bot.observability import configure_logging  # noqa: PLC0415 - as above

    configure_logging(settings.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, transport) if transport else _open(settings))


async def _serve(settings: Settings, transport: Transport) -> None:
    from bot.app import running_app  # noqa: PLC0415 - as above
    from bot.starting import starting_answers  # noqa: PLC0415 - as above

    answers = starting_answers()
    gc.freeze()  # the catalogue stays: not looking through it again takes a fifth off an answer's time
    async with running_app(settings, answers) as service:
        if transport == "http":
            from bot.transports import http  # noqa: PLC0415 - each transport loads only what it needs

            await http.serve(service, settings.address)
        elif settings.slack_app_token:
            from bot.transports import socket  # noqa: PLC0415 - as above

            await socket.serve(service, settings.slack_app_token.text, settings.port)


async def _open(settings: Settings) -> None:
    from bot.local_workspace import open_local_workspace  # noqa: PLC0415 - only where there is no Slack

    await open_local_workspace(settings)


if __name__ == "__main__":
    sys.exit(main())
