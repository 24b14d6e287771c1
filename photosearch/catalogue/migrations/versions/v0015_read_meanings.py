"""What is written in photos, to be found by its meaning."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import read_meanings

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    read_meanings.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
