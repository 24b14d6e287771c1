"""What places of photos show, for models that tell places apart."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import places

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    places.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
