"""What is kept with its history, what must be done once, and what was seen already."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "revisions",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "kind", "name", "number"),
    )
    op.create_table(
        "orders",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("message", sa.JSON, nullable=False),
        sa.Column("wants_pin", sa.Boolean, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("link", sa.String(512), nullable=False),
        sa.Column("is_done", sa.Boolean, nullable=False),
        sa.Column("worker", sa.String(128), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("orders_by_state", "orders", ["is_done", "taken_until"])
    op.create_table(
        "seen",
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("seen_by_time", "seen", ["at"])


def downgrade() -> None:
    """Drop the three tables, with all that they hold."""
    for table in ("seen", "orders", "revisions"):
        op.drop_table(table)
