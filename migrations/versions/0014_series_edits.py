"""What a change of recurring work leaves behind: places, days without work, edited times."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = (
    ("series", "places", sa.Integer(), "1"),
    ("series", "skips", sa.JSON(), "'[]'"),
    ("series", "version", sa.Integer(), "1"),
    ("shift", "edited", sa.Boolean(), "false"),
    ("offer", "asks_anew", sa.Boolean(), "false"),
)


def upgrade() -> None:
    for table, name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=False, server_default=sa.text(default))
        op.add_column(table, column)
    task = sa.table("task", sa.column("id", sa.Uuid()), sa.column("places", sa.Integer()))
    series = sa.table("series", sa.column("task_id", sa.Uuid()), sa.column("places", sa.Integer()))
    wanted = sa.select(task.c.places).where(task.c.id == series.c.task_id).scalar_subquery()
    op.execute(series.update().values(places=wanted))


def downgrade() -> None:
    # Not in a batch, which would make the table anew and lose its triggers.
    for table, name, _kind, _default in reversed(COLUMNS):
        op.drop_column(table, name)
