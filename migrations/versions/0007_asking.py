"""What people ask each other before an offer: interest, questions, changes of an order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCALES = ("lifting", "standing", "stairs", "noise", "pace", "people", "reading", "outdoors")


def _scale() -> sa.Enum:
    return sa.Enum(*SCALES, name="scale", native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_interest_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_interest_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
        sa.UniqueConstraint("client_id", "shift_id", name=op.f("uq_interest_client_id_shift_id")),
    )
    op.create_index(op.f("ix_interest_shift_id"), "interest", ["shift_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("scale", _scale(), nullable=True),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer", sa.Enum("yes", "no", "ask", name="said", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_question_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_question_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_question_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("client_id", "shift_id", name=op.f("uq_question_client_id_shift_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_question_shift_id"), "question", ["shift_id"], unique=False)
    _add_changes()


def _add_changes() -> None:
    states = ("open", "agreed", "declined", "withdrawn")
    op.create_table(
        "change_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scale", _scale(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column(
            "state", sa.Enum(*states, name="changestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_change_request_time")
        ),
        sa.CheckConstraint(
            "(scale IS NULL) = (level IS NULL)", name=op.f("ck_change_request_demand")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_change_request_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_change_request_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_change_request_shift_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
    )  # fmt: skip
    op.create_index(
        op.f("ix_change_request_shift_id"), "change_request", ["shift_id"], unique=False
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_change_request_open", "change_request", ["shift_id"], unique=True,
        sqlite_where=is_open, postgresql_where=is_open,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("change_request")
    op.drop_table("question")
    op.drop_table("interest")
