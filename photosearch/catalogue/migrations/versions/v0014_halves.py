"""Files that are one thing: raw photos with their JPEG, live photos; clips behind photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    columns = {column["name"] for column in sa.inspect(connection).get_columns("photos")}
    if "live_with" not in columns:  # a new library has them from the first step
        connection.exec_driver_sql(
            "ALTER TABLE photos ADD COLUMN live_with INTEGER"
            " REFERENCES photos (id) ON DELETE SET NULL"
        )
        op.add_column("photos", sa.Column("clip_at", sa.Integer))
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS photos_by_other_half ON photos (live_with)"
        " WHERE live_with IS NOT NULL"
    )


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
