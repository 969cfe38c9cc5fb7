"""The environment as settings, checked as a whole before anything listens."""

import base64
import binascii
import os
from collections.abc import Callable, Mapping
from typing import Any, Literal

from dotenv import dotenv_values
from msgspec import Struct

from estimator.errors import EstimatorError

Transport = Literal["http", "socket"]
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

NEEDED = {
    "http": ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
    "socket": ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
}
INSTALLING = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "LLMCOST_ENCRYPTION_KEY")
"""What many workspaces need in the place of one bot token."""
WHERE = {
    "SLACK_BOT_TOKEN": "the bot token (xoxb-…) from OAuth & Permissions",
    "SLACK_SIGNING_SECRET": "the signing secret from Basic Information",
    "SLACK_APP_TOKEN": "the app-level token (xapp-…) from Basic Information",
    "SLACK_CLIENT_ID": "the client ID from Basic Information",
    "SLACK_CLIENT_SECRET": "the client secret from Basic Information",
    "LLMCOST_ENCRYPTION_KEY": "32 random bytes: `openssl rand -base64 32` prints some",
}
KEY_BYTES = 32
HIGHEST_PORT = 65_535


class SettingsError(EstimatorError):
    """Settings that are missing or malformed; `lines` says each in one line."""

    code = "settings"

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Secret(Struct, frozen=True):
    """Text that does not show when it is printed."""

    text: str

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Secret(…)"


def _token(prefix: str) -> Callable[[str], Secret]:
    def check(token: str) -> Secret:
        if not token.startswith(prefix):
            raise ValueError(f"expected a token that begins with {prefix}")
        return Secret(token)

    return check


def _address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("expected an address that begins with https://")
    return url.rstrip("/") + "/"


def _keys(secret: str) -> Secret:
    """Keys as Fernet takes them, the newest first; base64 is taken in either of its alphabets."""
    keys = [key.strip().replace("+", "-").replace("/", "_") for key in secret.split(",")]
    try:
        lengths = {len(base64.urlsafe_b64decode(key)) for key in keys}
    except (binascii.Error, ValueError):
        lengths = set()
    if lengths != {KEY_BYTES}:
        raise ValueError("expected 32 bytes in base64, or several such keys with commas between them, the newest first")
    return Secret(",".join(keys))


def _level(name: str) -> str:
    if name.upper() not in LOG_LEVELS:
        raise ValueError(f"expected {', '.join(LOG_LEVELS[:-1])} or {LOG_LEVELS[-1]}")
    return name.upper()


def _database(url: str) -> str:
    scheme = url.split(":", 1)[0]
    if scheme.split("+", 1)[0] not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("expected an address that begins with sqlite:// or postgres://")
    return url


def _port(number: str) -> int:
    if not (number.isdecimal() and 1 <= int(number) <= HIGHEST_PORT):
        raise ValueError(f"expected a number from 1 to {HIGHEST_PORT}")
    return int(number)


class Settings(Struct, frozen=True):
    """What the process was told. Secrets don't show when printed."""

    slack_bot_token: Secret | None = None
    slack_signing_secret: Secret | None = None
    slack_app_token: Secret | None = None
    slack_client_id: str | None = None
    slack_client_secret: Secret | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: str | None = None
    llmcost_encryption_key: Secret | None = None
    port: int | None = None
    log_level: str = "INFO"

    @property
    def transport(self) -> Transport:
        """Socket Mode when there is a token for it, else HTTP."""
        return "socket" if self.slack_app_token else "http"

    @property
    def address(self) -> tuple[str, int]:
        """Where the HTTP server binds: every interface only when PORT is set."""
        return ("127.0.0.1", 3000) if self.port is None else ("0.0.0.0", self.port)  # noqa: S104 - as the contract says

    @property
    def is_installable(self) -> bool:
        """Whether workspaces install the app from a link, each with a token of its own."""
        return bool(self.slack_client_id or self.slack_client_secret)

    def require(self, transport: Transport) -> None:
        """Raise SettingsError, one line for each setting that this transport lacks."""
        needed = [name for name in NEEDED[transport] if not (self.is_installable and name == "SLACK_BOT_TOKEN")]
        needed += INSTALLING if self.is_installable else ()
        missing = [name for name in needed if getattr(self, name.lower()) is None]
        if missing:
            raise SettingsError([f"{name} is missing: set it to {WHERE[name]}." for name in missing])


_READERS: Mapping[str, Callable[[str], Any]] = {
    "slack_bot_token": _token("xoxb-"),
    "slack_signing_secret": Secret,
    "slack_app_token": _token("xapp-"),
    "slack_client_id": str,
    "slack_client_secret": Secret,
    "slack_api_url": _address,
    "database_url": _database,
    "llmcost_encryption_key": _keys,
    "port": _port,
    "log_level": _level,
}


def read_settings() -> Settings:
    """The settings in the environment and in `.env`. Raises SettingsError as `settings_from` does."""
    return settings_from({**dotenv_values(".env"), **os.environ})


def settings_from(said: Mapping[str, str | None]) -> Settings:
    """The settings among what was said; empty ones count as left out, and names may be in any case.

    Raises SettingsError with one line for each that is malformed; never shows its value.
    """
    given = {name.lower(): text for name, text in said.items() if text}
    found, lines = {}, []
    for name, read in _READERS.items():
        if name in given:
            try:
                found[name] = read(given[name])
            except ValueError as error:
                lines.append(f"{name.upper()} is malformed: {error}.")
    if lines:
        raise SettingsError(lines)
    return Settings(**found)
