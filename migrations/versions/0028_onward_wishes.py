"""How workplaces would go on with somebody after a shift, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

WAITS = sa.text("settled_at IS NULL")


def upgrade() -> None:
    kind = sa.Enum(
        "more_hours", "trial", "recurring", "contract", name="onward", native_enum=False, length=32
    )
    outcome = sa.Enum(
        "agreed", "thinking", "not_now", name="onwardoutcome", native_enum=False, length=32
    )
    op.create_table(
        "onward_wish",
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("told_by_id", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", outcome),
        sa.Column("outcome_at", sa.DateTime(timezone=True)),
        sa.Column("outcome_by_id", sa.Uuid()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], ondelete="CASCADE",
            name=op.f("fk_onward_wish_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], ondelete="CASCADE",
            name=op.f("fk_onward_wish_client_id_client"),
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["user.id"], name=op.f("fk_onward_wish_told_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_by_id"], ["user.id"], name=op.f("fk_onward_wish_outcome_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onward_wish")),
    )  # fmt: skip
    op.create_index(op.f("ix_onward_wish_client_id"), "onward_wish", ["client_id"])
    op.create_index(
        "uq_onward_wish_waits", "onward_wish", ["placement_id"], unique=True,
        sqlite_where=WAITS, postgresql_where=WAITS,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("onward_wish")
