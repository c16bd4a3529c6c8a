"""How a task is done step by step, the stop near a place, and how a client wants the pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("picture", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_step_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_step")),
        sa.UniqueConstraint("task_id", "position", name=op.f("uq_task_step_task_id_position")),
    )
    _add_look()
    # The release that still runs writes sites without these.
    op.add_column(
        "site", sa.Column("stop", sa.String(length=100), server_default="", nullable=False)
    )
    op.add_column("site", sa.Column("stop_lat", sa.Double()))
    op.add_column("site", sa.Column("stop_lon", sa.Double()))
    op.add_column("site", sa.Column("walk_minutes", sa.Integer()))


def _add_look() -> None:
    op.create_table(
        "look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("text_size", sa.String(length=20), nullable=False),
        sa.Column("strong", sa.Boolean(), nullable=False),
        sa.Column("pictures", sa.Boolean(), nullable=False),
        sa.Column("fewer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_look_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        sa.UniqueConstraint("client_id", name=op.f("uq_look_client_id")),
    )


def downgrade() -> None:
    for name in ("walk_minutes", "stop_lon", "stop_lat", "stop"):
        op.drop_column("site", name)
    op.drop_table("look")
    op.drop_table("task_step")
