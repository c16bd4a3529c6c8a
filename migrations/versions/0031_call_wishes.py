"""Orderers who ask to be called about hours, and how soon that is promised."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

RULE = "calls.promise_hours"
WAITS = sa.text("done_at IS NULL")


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "call_wish",
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_call_wish_shift_id_shift")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_call_wish_asked_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_wish")),
    )  # fmt: skip
    op.create_index(op.f("ix_call_wish_done_at"), "call_wish", ["done_at"])
    op.create_index(
        "uq_call_wish_waits", "call_wish", ["shift_id"], unique=True,
        sqlite_where=WAITS, postgresql_where=WAITS,
    )  # fmt: skip
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": RULE, "unit": "hours", "value": "4",
            "valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": "",
            "confirmed": False,
        }
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key == RULE))
    op.drop_table("call_wish")
