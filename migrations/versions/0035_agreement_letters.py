"""How long before the work a missing agreement is told of."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KEY = "agreements.tell_days"


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
            "id": uuid4(), "key": KEY, "unit": "days", "value": "3",
            "valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": "",
            "confirmed": False,
        }
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key == KEY))
