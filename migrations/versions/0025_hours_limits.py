"""How long hours wait for whom: rows that came with the code until now."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

RULES = (
    ("hours.say_within_hours", "hours", "24"),
    ("hours.agree_after_hours", "hours", "72"),
    ("hours.counter_after_hours", "hours", "72"),
    ("hours.reopen_minutes", "min", "15"),
)


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def upgrade() -> None:
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": key, "unit": unit, "value": value,
            "valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": "",
            "confirmed": False,
        }
        for key, unit, value in RULES
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_([key for key, _unit, _value in RULES])))
