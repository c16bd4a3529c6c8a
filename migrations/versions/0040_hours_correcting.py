"""How long hours that time alone agreed can be corrected, and stay before they leave."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

RULES = (
    ("hours.correct_hours", "hours", "168"),
    ("hours.hold_hours", "hours", "72"),
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
