"""A coach plans, from a day on, how much support each hour of work gets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_stage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("minutes_per_hour", sa.Integer(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "minutes_per_hour >= 0 AND minutes_per_hour <= 120", name="ck_support_stage_minutes"
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], ondelete="CASCADE",
            name="fk_support_stage_placement_id",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], ondelete="CASCADE", name="fk_support_stage_client_id"
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name="fk_support_stage_set_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_support_stage"),
        sa.UniqueConstraint(
            "placement_id", "starts_on", name="uq_support_stage_placement_id_starts_on"
        ),
    )  # fmt: skip
    op.create_index("ix_support_stage_client_id", "support_stage", ["client_id"])


def downgrade() -> None:
    op.drop_table("support_stage")
