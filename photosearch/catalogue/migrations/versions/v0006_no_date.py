"""No date is no date: what "newest" sorts by is when a photo was taken, or nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("photos")}
    if "taken_us" in columns:  # a new library has it from the first step
        return
    op.add_column("photos", sa.Column("taken_us", sa.Integer))
    op.execute("UPDATE photos SET taken_us = sort_time / 1000 WHERE taken_at IS NOT NULL")
    op.drop_index("photos_by_time", "photos")
    op.execute("ALTER TABLE photos DROP COLUMN sort_time")
    op.create_index("photos_by_time", "photos", ["taken_us", "mtime_ns", "id", "content_hash"])


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
