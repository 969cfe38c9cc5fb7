"""The environment as settings, checked as a whole before anything listens."""

import base64
import binascii
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from estimator.errors import EstimatorError

Transport = Literal["http", "socket"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

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


class SettingsError(EstimatorError):
    """Settings that are missing or malformed; `lines` says each in one line."""

    code = "settings"

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise ValueError(f"expected a token that begins with {prefix}")
        return token

    return AfterValidator(check)


def _address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("expected an address that begins with https://")
    return url.rstrip("/") + "/"


def _keys(secret: SecretStr) -> SecretStr:
    """Keys as Fernet takes them, the newest first; base64 is taken in either of its alphabets."""
    keys = [key.strip().replace("+", "-").replace("/", "_") for key in secret.get_secret_value().split(",")]
    try:
        lengths = {len(base64.urlsafe_b64decode(key)) for key in keys}
    except (binascii.Error, ValueError):
        lengths = set()
    if lengths != {KEY_BYTES}:
        raise ValueError("expected 32 bytes in base64, or several such keys with commas between them, the newest first")
    return SecretStr(",".join(keys))


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _database(url: str) -> str:
    scheme = url.split(":", 1)[0]
    if scheme.split("+", 1)[0] not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("expected an address that begins with sqlite:// or postgres://")
    return url


class Settings(BaseSettings):
    """What the process was told. Secrets don't show when printed."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)

    slack_bot_token: Annotated[SecretStr, _token("xoxb-")] | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: Annotated[SecretStr, _token("xapp-")] | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: Annotated[str, AfterValidator(_address)] = "https://slack.com/api/"
    database_url: Annotated[str, AfterValidator(_database)] | None = None
    llmcost_encryption_key: Annotated[SecretStr, AfterValidator(_keys)] | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = "INFO"

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


def read_settings() -> Settings:
    """The settings in the environment and in `.env`.

    Raises SettingsError with one line for each that is malformed; never shows its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError([_line(str(item["loc"][0]), item["msg"]) for item in error.errors()]) from None


def _line(name: str, message: str) -> str:
    reason = message.removeprefix("Value error, ")
    return f"{name.upper()} is malformed: {reason[:1].lower()}{reason[1:]}."
