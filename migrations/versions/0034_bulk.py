"""The dispatcher's board: filters with a name, acts on several orders, a round asked early."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wave", sa.Column("early_at", sa.DateTime(timezone=True)))
    op.create_table(
        "saved_filter",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("search", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_saved_filter_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_filter_user_id_name")),
    )
    _acts()


def _acts() -> None:
    kind = sa.Enum("open", "ask", "remind", name="bulkkind", native_enum=False, length=32)
    op.create_table(
        "bulk_act",
        sa.Column("kind", kind, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_bulk_act_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_act")),
    )
    op.create_index(op.f("ix_bulk_act_by_id"), "bulk_act", ["by_id"])
    op.create_table(
        "bulk_part",
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid()),
        sa.Column("letters", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["bulk_act.id"], name=op.f("fk_bulk_part_act_id_bulk_act"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_bulk_part_task_id_task")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_bulk_part_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_part")),
    )  # fmt: skip
    for name in ("act_id", "task_id", "wave_id"):
        op.create_index(op.f(f"ix_bulk_part_{name}"), "bulk_part", [name])


def downgrade() -> None:
    for name in ("bulk_part", "bulk_act", "saved_filter"):
        op.drop_table(name)
    # Not by a new table: offers refer to the old one, and SQLite would not let it go.
    op.drop_column("wave", "early_at")
