"""What a shift pays that the orderer takes back shortly before it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_LAW = "Työaikalaki 872/2019 30 a §"
RULES = (
    ("late_cancel.notice_hours", "hours", "48", _LAW),
    ("late_cancel.paid_percent", "percent", "50", "Palvelun oma sääntö"),
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
            "valid_from": date(2026, 1, 1), "source": source, "note": "", "confirmed": False,
        }
        for key, unit, value, source in RULES
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_([key for key, *_rest in RULES])))
