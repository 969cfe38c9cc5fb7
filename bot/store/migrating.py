"""Brings a database to the newest tables."""

from importlib import resources
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(str(resources.files("bot.store"))) / "migrations"
LOCK = 7_302_611_874
"""One number for all our processes: PostgreSQL lets one of them migrate at a time."""


def migrate(connection: Connection) -> None:
    """Run the steps that a database lacks; nothing when it lacks none."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if _newest_of(connection) == _newest():
        return
    from alembic import command  # noqa: PLC0415 - it takes 9 MiB, where mostly nothing is to be done
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _newest() -> str:
    """The newest step, which the files of the steps are named by."""
    return max(step.name[1:5] for step in (MIGRATIONS / "versions").glob("v*.py"))


def _newest_of(connection: Connection) -> str | None:
    """The newest step that a database has taken, as alembic writes it down."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()
