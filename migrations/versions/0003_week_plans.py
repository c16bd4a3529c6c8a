"""Week plans with their lines, and what coaches pin."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "week_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "running",
                "proposed",
                "partly_accepted",
                "accepted",
                "discarded",
                name="planstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("started_by_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=False),
        sa.Column("stop_wanted", sa.Boolean(), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.Column("inputs_hash", sa.String(length=64), nullable=False),
        sa.Column("plan_hash", sa.String(length=64), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.BigInteger(), nullable=False),
        sa.Column("certificate", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["user.id"], name=op.f("fk_week_plan_started_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_week_plan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_plan")),
    )
    with op.batch_alter_table("week_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_week_plan_state"), ["state"], unique=False)
        batch_op.create_index("ix_week_plan_unit_week", ["unit_id", "week_on"], unique=False)
        batch_op.create_index(
            "uq_week_plan_running",
            ["week_on", "unit_id"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "pin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_pin_by_id")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_pin_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_pin_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
        sa.UniqueConstraint("client_id", "shift_id", name=op.f("uq_pin_client_id_shift_id")),
    )
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pin_shift_id"), ["shift_id"], unique=False)

    op.create_table(
        "plan_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("shift_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "offered",
                "overtaken",
                name="planrowstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_plan_row_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_plan_row_offer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["week_plan.id"], name=op.f("fk_plan_row_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_plan_row_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_row")),
    )
    with op.batch_alter_table("plan_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_row_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_plan_row_plan_shift", ["plan_id", "shift_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("plan_row", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_row_plan_shift")
        batch_op.drop_index(batch_op.f("ix_plan_row_client_id"))

    op.drop_table("plan_row")
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pin_shift_id"))

    op.drop_table("pin")
    with op.batch_alter_table("week_plan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_week_plan_running",
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.drop_index("ix_week_plan_unit_week")
        batch_op.drop_index(batch_op.f("ix_week_plan_state"))

    op.drop_table("week_plan")
