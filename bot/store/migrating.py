"""Brings a database to the newest tables."""

from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

LOCK = 7_302_611_874
"""One number for all our processes: PostgreSQL lets one of them migrate at a time."""


def migrate(connection: Connection) -> None:
    """Run the steps that a database lacks; nothing when it lacks none."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(str(resources.files("bot.store"))) / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
