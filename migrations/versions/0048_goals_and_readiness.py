"""What clients want to reach, what helps them, and what there is to see to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary()),
        sa.Column(
            "state",
            sa.Enum(
                "open", "done", "changed", "left", name="goalstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("instead_of_id", sa.Uuid()),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_goal_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["instead_of_id"], ["goal.id"], name=op.f("fk_goal_instead_of_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["user.id"], name=op.f("fk_goal_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index("ix_goal_client_state", "goal", ["client_id", "state"], unique=False)
    op.create_index(op.f("ix_goal_instead_of_id"), "goal", ["instead_of_id"], unique=False)
    op.create_table(
        "readiness_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column(
            "thing",
            sa.Enum(
                "identity",
                "bank_account",
                "tax_card",
                "phone",
                "mail",
                "travel",
                "cv",
                "clothes",
                "permit",
                "other",
                name="readything",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "to_do", "in_order", "not_needed", name="readystate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("note_sealed", sa.LargeBinary()),
        sa.Column("needed_by", sa.Date()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name=op.f("fk_readiness_item_changed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_readiness_item_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_item")),
        sa.UniqueConstraint("client_id", "thing", name=op.f("uq_readiness_item_client_id_thing")),
    )
    op.create_table(
        "what_helps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("helps_sealed", sa.LargeBinary()),
        sa.Column("must_change_sealed", sa.LargeBinary()),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_what_helps_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_what_helps_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_what_helps")),
        sa.UniqueConstraint("client_id", name=op.f("uq_what_helps_client_id")),
    )


def downgrade() -> None:
    op.drop_table("what_helps")
    op.drop_table("readiness_item")
    op.drop_table("goal")
