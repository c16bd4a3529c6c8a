"""What was learned from jobs, in versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vocational_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("went_well_sealed", sa.LargeBinary()),
        sa.Column("was_hard_sealed", sa.LargeBinary()),
        sa.Column("helped_sealed", sa.LargeBinary()),
        sa.Column("look_for_sealed", sa.LargeBinary()),
        sa.Column("after_end", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_vocational_profile_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_vocational_profile_placement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_vocational_profile_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocational_profile")),
        sa.UniqueConstraint(
            "placement_id", "version", name=op.f("uq_vocational_profile_placement_id_version")
        ),
    )
    op.create_index(
        "ix_vocational_profile_client_written",
        "vocational_profile",
        ["client_id", "written_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("vocational_profile")
