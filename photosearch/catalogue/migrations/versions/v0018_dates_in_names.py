"""Names of files tell dates, and videos more of them: undated photos that may gain are read again.

A photo is read again if its file seems to have changed since, which the next look finds.
"""

from __future__ import annotations

import re

from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None

# What looks like a year, or like seconds or milliseconds since 1970.
_MAY_TELL = re.compile(rb"(?:19|20)\d\d|\d{10}")


def upgrade() -> None:
    connection = op.get_bind()
    undated = connection.exec_driver_sql(
        "SELECT id, path, duration_ms IS NOT NULL FROM photos"
        " WHERE taken_us IS NULL AND content_hash IS NOT NULL"
    ).all()
    again = [
        (photo,)
        for photo, path, is_video in undated
        if is_video or _MAY_TELL.search(path.rpartition(b"/")[2])
    ]
    if again:
        connection.exec_driver_sql("UPDATE photos SET mtime_ns = mtime_ns - 1 WHERE id = ?", again)


def downgrade() -> None:
    raise NotImplementedError("A library is not taken back to an older schema; restore the backup.")
