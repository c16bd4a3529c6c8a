"""What there is at a place of work, where the work is done, and what of it changed last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS = (
    ("site", "way_in", sa.String(32), None),
    ("site", "break_room", sa.String(200), "''"),
    ("site", "toilet", sa.String(200), "''"),
    ("task", "clothes", sa.String(200), "''"),
    ("task", "place_kind", sa.String(32), "'site'"),
    ("task", "news", sa.JSON(), "'[]'"),
    ("task", "news_at", sa.DateTime(timezone=True), None),
)


def upgrade() -> None:
    for table, name, kind, default in COLUMNS:
        usual = None if default is None else sa.text(default)
        column = sa.Column(name, kind, nullable=default is None, server_default=usual)
        op.add_column(table, column)


def downgrade() -> None:
    # Not in a batch, which would make the table anew and lose its triggers.
    for table, name, _kind, _default in reversed(COLUMNS):
        op.drop_column(table, name)
