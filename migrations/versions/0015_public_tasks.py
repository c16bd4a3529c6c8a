"""Orders on open pages, by the orderer's own choice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_public_task_task_id"),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name="fk_public_task_published_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_public_task"),
        sa.UniqueConstraint("task_id", name="uq_public_task_task_id"),
    )


def downgrade() -> None:
    op.drop_table("public_task")
