"""At which moment of a video a face is seen."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = op.get_bind().exec_driver_sql("PRAGMA table_info(faces)").all()
    if "at_ms" not in [column[1] for column in columns]:  # a new library has it already
        op.execute("ALTER TABLE faces ADD COLUMN at_ms INTEGER")


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
