"""Settings are checked as a whole, and never shown."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings, SettingsError, read_settings

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s3cret", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment without settings, in a folder without `.env`."""
    for name in Settings.__struct_fields__:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def given(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def test_app_token_chooses_socket_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **GOOD)
    assert read_settings().transport == "socket"
    monkeypatch.delenv("SLACK_APP_TOKEN")
    assert read_settings().transport == "http"


def test_every_interface_is_bound_only_with_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().address == ("127.0.0.1", 3000)
    given(monkeypatch, PORT="8080")
    assert read_settings().address == ("0.0.0.0", 8080)


@pytest.mark.parametrize(
    ("transport", "missing"),
    [("http", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]), ("socket", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])],
)
def test_missing_settings_are_one_line_each_and_exit_2(
    capsys: pytest.CaptureFixture[str], transport: str, missing: list[str]
) -> None:
    assert main(["--transport", transport]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines] == missing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-user-token"),
        ("SLACK_APP_TOKEN", "xoxb-not-an-app-token"),
        ("SLACK_API_URL", "slack.com/api"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("PORT", "http"),
        ("PORT", "70000"),
        ("LOG_LEVEL", "LOUD"),
        ("LLMCOST_ENCRYPTION_KEY", "too-short"),
        ("LLMCOST_ENCRYPTION_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=,x"),
    ],
)
def test_malformed_setting_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    given(monkeypatch, **GOOD)
    given(monkeypatch, **{name: value})
    assert main([]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{name} is malformed")
    assert value not in line


def test_several_malformed_settings_are_told_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(monkeypatch, PORT="x", LOG_LEVEL="y")
    assert main([]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **GOOD)
    assert not any(secret in repr(read_settings()) for secret in GOOD.values())


def test_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-2\nSOMETHING_ELSE=1\n", encoding="utf-8")
    assert read_settings().slack_bot_token.text == "xoxb-2"


def test_check_passes_with_good_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **GOOD)
    assert main(["check"]) == 0


@pytest.mark.parametrize("url", ["postgres://u:p@h/d", "postgresql+asyncpg://h/d", "sqlite:///x.db"])
def test_database_addresses_as_heroku_writes_them_are_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    given(monkeypatch, DATABASE_URL=url)
    assert read_settings().database_url == url


def test_settings_error_holds_every_line(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PORT="x")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert len(caught.value.lines) == 1


def test_installing_from_a_link_needs_its_three_settings_and_no_bot_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given(monkeypatch, SLACK_SIGNING_SECRET="s3cret", SLACK_CLIENT_ID="1.2")
    assert main(["check", "--transport", "http"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in lines] == ["SLACK_CLIENT_SECRET", "LLMCOST_ENCRYPTION_KEY"]
    # as openssl prints 32 bytes: in the alphabet that Fernet does not take
    given(monkeypatch, SLACK_CLIENT_SECRET="s", LLMCOST_ENCRYPTION_KEY="+/8xMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGU=")
    assert main(["check", "--transport", "http"]) == 0
    assert read_settings().llmcost_encryption_key.text.startswith("-_8x")
