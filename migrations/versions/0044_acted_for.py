"""What coaches have done in their clients' stead, and how the clients said it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_ACTS = (
    "take_work", "leave_work", "ask_first", "undo_answer", "check_in", "check_out", "came_late",
    "cannot_come", "barriers", "undo_attendance", "propose_hours", "accept_hours", "income",
    "allowance", "no_allowance",
)  # fmt: skip
_WAYS = ("in_person", "phone", "message", "shown", "agreed", "own_slip")


def upgrade() -> None:
    op.create_table(
        "acted_for",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column(
            "act", sa.Enum(*_ACTS, name="actfor", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "said_how", sa.Enum(*_WAYS, name="saidhow", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("shift_id", sa.Uuid(), nullable=True),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_right_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_acted_for_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["coach_id"], ["user.id"], name=op.f("fk_acted_for_coach_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_acted_for_shift_id_shift")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acted_for")),
    )  # fmt: skip
    op.create_index("ix_acted_for_client_acted", "acted_for", ["client_id", "acted_at"])
    op.create_index(op.f("ix_acted_for_coach_id"), "acted_for", ["coach_id"])
    op.create_index(op.f("ix_acted_for_shift_id"), "acted_for", ["shift_id"])


def downgrade() -> None:
    op.drop_table("acted_for")
