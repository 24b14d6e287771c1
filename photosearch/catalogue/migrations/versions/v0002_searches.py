"""Past and saved searches; an index for each filter."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import FACT_INDEXES, searches

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    searches.create(op.get_bind())
    for name, columns in FACT_INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON photos ({columns})")


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
