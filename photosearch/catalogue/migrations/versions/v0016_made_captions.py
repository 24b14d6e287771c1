"""Captions that a captioner made."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import made_captions

revision = "0016"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made_captions.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
