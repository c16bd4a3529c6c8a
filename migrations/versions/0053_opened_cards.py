"""Cards that a colleague opened with a reason, and for how many hours."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


RULE = "access.opened_card_hours"
VALUES = sa.table(
    "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
    sa.column("unit", sa.String()), sa.column("value", sa.String()),
    sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
    sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
)  # fmt: skip


def upgrade() -> None:
    own = {"valid_from": date(2026, 1, 1), "source": "Palvelun oma sääntö", "note": ""}
    hours = {"key": RULE, "unit": "hours", "value": "4"}
    op.bulk_insert(VALUES, [{"id": uuid4(), "confirmed": False} | hours | own])
    op.create_table(
        "opened_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary()),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > opened_at", name=op.f("ck_opened_card_ends_after_opening")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_opened_card_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_opened_card_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_card")),
    )
    op.create_index(op.f("ix_opened_card_client_id"), "opened_card", ["client_id"], unique=False)
    op.create_index(
        "ix_opened_card_user_client",
        "opened_card",
        ["user_id", "client_id", "ends_at"],
        unique=False,
    )


def downgrade() -> None:
    op.execute(VALUES.delete().where(VALUES.c.key == RULE))
    op.drop_table("opened_card")
