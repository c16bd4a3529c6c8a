"""After how many days without a shift a placement of single shifts ends by itself."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

RULE = "placements.idle_days"
VALUES = sa.table(
    "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
    sa.column("unit", sa.String()), sa.column("value", sa.String()),
    sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
    sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
)  # fmt: skip


def upgrade() -> None:
    own = {"valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": ""}
    days = {"key": RULE, "unit": "days", "value": "60"}
    op.bulk_insert(VALUES, [{"id": uuid4(), "confirmed": False} | days | own])


def downgrade() -> None:
    op.execute(VALUES.delete().where(VALUES.c.key == RULE))
