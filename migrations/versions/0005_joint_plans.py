"""Plans of several units at once, who is making one, and the week that proves it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RUNNING = sa.text("state = 'running'")
SCOPE = "UPDATE week_plan SET scope = 'unit ' || replace(cast(unit_id AS varchar(40)), '-', '')"


def upgrade() -> None:
    with op.batch_alter_table("week_plan", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("area", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("scope", sa.String(length=120), nullable=False, server_default="all")
        )
        batch_op.add_column(
            sa.Column("claimed_by", sa.String(length=80), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(SCOPE + " WHERE unit_id IS NOT NULL")
    op.drop_index("uq_week_plan_running", table_name="week_plan")
    _running_index("scope")
    with op.batch_alter_table("plan_row", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("mended", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "plan_proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("week_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["week_plan.id"], name=op.f("fk_plan_proof_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_proof")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_plan_proof_plan_id")),
    )


def _running_index(column: str) -> None:
    op.create_index(
        "uq_week_plan_running", "week_plan", ["week_on", column], unique=True,
        sqlite_where=RUNNING, postgresql_where=RUNNING,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("plan_proof")
    with op.batch_alter_table("plan_row", schema=None) as batch_op:
        batch_op.drop_column("mended")
    op.drop_index("uq_week_plan_running", table_name="week_plan")
    with op.batch_alter_table("week_plan", schema=None) as batch_op:
        for name in ("mended_at", "attempts", "claimed_until", "claimed_by", "scope", "area"):
            batch_op.drop_column(name)
    _running_index("unit_id")
