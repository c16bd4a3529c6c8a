"""Whose a limit of meeting again is: a client takes back the own one only."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

# So far a client's own limit was known by how long after its first day it was talked over.
_REVIEW_AFTER = timedelta(days=182)
_PAIRS = sa.table(
    "blocked_pair", sa.column("id", sa.Uuid()), sa.column("starts_on", sa.Date()),
    sa.column("review_on", sa.Date()), sa.column("own_wish", sa.Boolean()),
)  # fmt: skip


def upgrade() -> None:
    op.add_column(
        "blocked_pair",
        sa.Column("own_wish", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    link = op.get_bind()
    for row in link.execute(sa.select(_PAIRS)).all():
        if _is_own(row.starts_on, row.review_on):
            link.execute(sa.update(_PAIRS).where(_PAIRS.c.id == row.id).values(own_wish=True))


def _is_own(starts_on: date, review_on: date | None) -> bool:
    return review_on == starts_on + _REVIEW_AFTER


def downgrade() -> None:
    op.drop_column("blocked_pair", "own_wish")
