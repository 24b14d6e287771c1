"""How Alembic reaches the database: over the connection that the program hands it."""

from __future__ import annotations

from alembic import context

from photosearch.catalogue.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
