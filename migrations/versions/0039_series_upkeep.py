"""Whether a recurrence leaves holidays out, for ever; since when its shifts cannot be made."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("series", sa.Column("holidays_until", sa.Date(), nullable=True))
    op.add_column("series", sa.Column("stuck_since", sa.DateTime(timezone=True), nullable=True))
    series = sa.table(
        "series", sa.column("id", sa.Uuid()), sa.column("task_id", sa.Uuid()),
        sa.column("recurrence", sa.String()), sa.column("made_until", sa.Date()),
        sa.column("holidays_until", sa.Date()),
    )  # fmt: skip
    task = sa.table(
        "task", sa.column("id", sa.Uuid()), sa.column("first_on", sa.Date()),
        sa.column("skip_holidays", sa.Boolean()),
    )  # fmt: skip
    rows = op.get_bind().execute(
        sa.select(series.c.id, series.c.made_until, task.c.first_on)
        .join(task, task.c.id == series.c.task_id)
        .where(task.c.skip_holidays, series.c.recurrence != "")
    )
    for row in rows.all():
        op.execute(
            series.update()
            .where(series.c.id == row.id)
            .values(holidays_until=_known(row.first_on, row.made_until))
        )


def _known(first_on: date, made_until: date) -> date:
    """A year of holidays was left out at the opening; a shift that was made after it stays."""
    return max(first_on + timedelta(days=365), made_until)


def downgrade() -> None:
    # Not by a new table: shifts refer to the old one, and SQLite would not let it go.
    op.drop_column("series", "stuck_since")
    op.drop_column("series", "holidays_until")
