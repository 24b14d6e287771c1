"""What a look at a folder tells beside its photos: volumes below it, files not searched."""

from __future__ import annotations

from alembic import op

from photosearch.catalogue.schema import mounts, unsearched

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    mounts.create(op.get_bind(), checkfirst=True)
    unsearched.create(op.get_bind(), checkfirst=True)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
