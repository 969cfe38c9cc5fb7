"""Alembic's entry: runs the steps on the connection that `bot.store.migrating` hands over."""

from alembic import context

from bot.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
