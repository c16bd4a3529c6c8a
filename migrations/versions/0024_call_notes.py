"""Calls to orderers who have not answered, and the hours of the steps before them."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

RULES = (
    ("answers.mail_hours", "72"),
    ("answers.sms_hours", "48"),
    ("answers.call_hours", "24"),
    ("orders.risk_hours", "48"),
)


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "call_note",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("called_by_id", sa.Uuid()),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary()),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"],
            name=op.f("fk_call_note_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_call_note_task_id_task")),
        sa.ForeignKeyConstraint(
            ["called_by_id"], ["user.id"], name=op.f("fk_call_note_called_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_note")),
        sa.UniqueConstraint("key", name=op.f("uq_call_note_key")),
    )  # fmt: skip
    for name in ("organisation_id", "task_id"):
        op.create_index(op.f(f"ix_call_note_{name}"), "call_note", [name])
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": key, "unit": "hours", "value": value,
            "valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": "",
            "confirmed": False,
        }
        for key, value in RULES
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_([key for key, _value in RULES])))
    op.drop_table("call_note")
