"""The tables, as the newest migration leaves them."""

from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

METADATA = MetaData()

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("name", String(128), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", JSON(none_as_null=True)),
    Column("author", String(32), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("team", "channel", "kind", "name", "number"),
)

ORDERS = Table(
    "orders",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("message", JSON, nullable=False),
    Column("wants_pin", Boolean, nullable=False),
    Column("number", Integer, nullable=False),
    Column("ts", String(32), nullable=False),
    Column("link", String(512), nullable=False),
    Column("is_done", Boolean, nullable=False),
    Column("worker", String(128), nullable=False),
    Column("taken_until", DateTime(timezone=True), nullable=False),
    Index("orders_by_state", "is_done", "taken_until"),
)

SEEN = Table(
    "seen",
    METADATA,
    Column("key", String(128), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("seen_by_time", "at"),
)

BOTS = SQLAlchemyInstallationStore.build_bots_table(METADATA, "slack_bots")
for _encrypted in ("bot_token", "bot_refresh_token"):
    BOTS.c[_encrypted].type = Text()

STATES = SQLAlchemyOAuthStateStore.build_oauth_states_table(METADATA, "slack_oauth_states")
