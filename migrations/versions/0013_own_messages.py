"""Which reminders a client wants; how many new offers a week, as a dated rule."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COLUMNS = ("remind_evening", "remind_soon")
KEY = "offers.new_a_week"


def upgrade() -> None:
    for name in COLUMNS:
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text("true"))
        op.add_column("client", column)
    table = sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip
    row = {
        "id": uuid4(), "key": KEY, "unit": "pcs", "value": "2", "valid_from": date(2026, 1, 1),
        "source": "Palvelun oma sääntö", "note": "", "confirmed": False,
    }  # fmt: skip
    op.bulk_insert(table, [row])


def downgrade() -> None:
    table = sa.table("rule_value", sa.column("key", sa.String()))
    op.execute(table.delete().where(table.c.key == KEY))
    # Not in a batch, which would make the table anew and lose its triggers.
    for name in reversed(COLUMNS):
        op.drop_column("client", name)
