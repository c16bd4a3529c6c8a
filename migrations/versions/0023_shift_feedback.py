"""What workplaces say of shifts that are done, and who would meet again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shift_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attendance_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("feeling", sa.String(32), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("given_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_on_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], ondelete="CASCADE",
            name="fk_shift_feedback_attendance_id",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], ondelete="CASCADE", name="fk_shift_feedback_client_id"
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["user.id"], name="fk_shift_feedback_given_by_id"
        ),
        sa.ForeignKeyConstraint(
            ["passed_on_by_id"], ["user.id"], name="fk_shift_feedback_passed_on_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_shift_feedback"),
        sa.UniqueConstraint("attendance_id", name="uq_shift_feedback_attendance_id"),
    )  # fmt: skip
    op.create_index("ix_shift_feedback_client_id", "shift_feedback", ["client_id"])
    op.create_table(
        "pair_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("again", sa.String(32), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], ondelete="CASCADE", name="fk_pair_wish_client_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_pair_wish_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pair_wish"),
        sa.UniqueConstraint(
            "client_id", "organisation_id", "side", name="uq_pair_wish_client_id_organisation_id_side"
        ),
    )  # fmt: skip
    op.create_index("ix_pair_wish_organisation_id", "pair_wish", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("pair_wish")
    op.drop_table("shift_feedback")
