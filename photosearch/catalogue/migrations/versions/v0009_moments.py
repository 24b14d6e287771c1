"""Videos: how long each is, and at which moments it was looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("photos")}
    if "moments" not in columns:  # a new library has them from the first step
        op.add_column("photos", sa.Column("duration_ms", sa.Integer))
        op.add_column("photos", sa.Column("moments", sa.LargeBinary))
        op.create_index("photos_by_duration", "photos", ["duration_ms"])


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
