"""A database takes the steps that it lacks, and none where it lacks none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, inspect, text

from bot.store.migrating import MIGRATIONS, migrate


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'store.db'}")
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def _newest(connection: Connection) -> str:
    return connection.execute(text("select version_num from alembic_version")).scalar_one()


@pytest.mark.parametrize("step", ["base", "0001", "head"])
def test_a_database_is_brought_from_any_step_to_the_newest(connection: Connection, step: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, step)
    migrate(connection)
    assert {"revisions", "slack_bots"} <= set(inspect(connection).get_table_names())


def test_the_newest_step_is_the_one_that_its_file_is_named_by(connection: Connection) -> None:
    migrate(connection)
    assert any(file.name.startswith(f"v{_newest(connection)}_") for file in (MIGRATIONS / "versions").iterdir())
    assert _newest(connection) == max(file.name[1:5] for file in (MIGRATIONS / "versions").glob("v*.py"))


def test_a_database_at_the_newest_step_is_left_as_it_is(connection: Connection) -> None:
    migrate(connection)
    connection.execute(text("drop table revisions"))
    migrate(connection)
    assert not inspect(connection).has_table("revisions")
