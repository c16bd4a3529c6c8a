"""How soon somebody answers a call from the place of work, as a dated rule; what was in the way."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = "on_site.answer_minutes"


def upgrade() -> None:
    table = sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip
    row = {
        "id": uuid4(), "key": KEY, "unit": "min", "value": "15", "valid_from": date(2026, 1, 1),
        "source": "Palvelun oma sääntö", "note": "", "confirmed": False,
    }  # fmt: skip
    op.bulk_insert(table, [row])
    op.create_table(
        "barrier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attendance_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("noted_by_id", sa.Uuid(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], ondelete="CASCADE",
            name="fk_barrier_attendance_id",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], ondelete="CASCADE", name="fk_barrier_client_id"
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["user.id"], name="fk_barrier_noted_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_barrier"),
        sa.UniqueConstraint("attendance_id", "kind", name="uq_barrier_attendance_id_kind"),
    )  # fmt: skip
    op.create_index("ix_barrier_client_id", "barrier", ["client_id"])


def downgrade() -> None:
    op.drop_table("barrier")
    table = sa.table("rule_value", sa.column("key", sa.String()))
    op.execute(table.delete().where(table.c.key == KEY))
