"""What orderers wish: somebody by name, a rest until a day, so many contacts a month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("contacts_a_month", sa.Integer(), nullable=True))
    op.add_column("task", sa.Column("paused_until", sa.Date(), nullable=True))
    op.create_table(
        "wanted_worker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_wanted_worker_task_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_wanted_worker_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_wanted_worker_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wanted_worker")),
        sa.UniqueConstraint("task_id", name=op.f("uq_wanted_worker_task_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_wanted_worker_client_id"), "wanted_worker", ["client_id"])


def downgrade() -> None:
    op.drop_table("wanted_worker")
    # Not in a batch, which would make the table anew and lose its triggers.
    op.drop_column("task", "paused_until")
    op.drop_column("organisation", "contacts_a_month")
