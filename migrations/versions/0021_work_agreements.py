"""Agreements by whose reference payroll knows a person; hours keep their way of engaging."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MODELS = ("partner", "app", "city_employer", "direct_hire")


def upgrade() -> None:
    op.create_table(
        "work_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("employer_key", sa.String(length=80), nullable=False),
        sa.Column("external_reference", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("name_released", sa.Boolean(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "to_on IS NULL OR to_on >= from_on", name=op.f("ck_work_agreement_days")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_work_agreement_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user.id"], name=op.f("fk_work_agreement_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_agreement")),
    )
    op.create_index(op.f("ix_work_agreement_client_id"), "work_agreement", ["client_id"])
    op.create_index(
        "uq_work_agreement_open", "work_agreement", ["client_id", "employer_key"], unique=True,
        sqlite_where=sa.text("to_on IS NULL"), postgresql_where=sa.text("to_on IS NULL"),
    )  # fmt: skip
    _widen_hours()


def _widen_hours() -> None:
    kind = sa.Enum(*MODELS, name="engagementmodel", native_enum=False, length=32)
    op.add_column("worked_hours", sa.Column("engagement_model", kind, nullable=True))
    reference = sa.Column(
        "payroll_reference", sa.String(length=40), nullable=False, server_default=sa.text("''")
    )
    op.add_column("worked_hours", reference)
    named = sa.Column("payroll_named", sa.Boolean(), nullable=False, server_default=sa.text("true"))
    op.add_column("worked_hours", named)
    task = sa.table("task", sa.column("id", sa.Uuid()), sa.column("engagement_model", sa.String()))
    hours = sa.table(
        "worked_hours", sa.column("task_id", sa.Uuid()), sa.column("engagement_model", sa.String())
    )
    ordered = sa.select(task.c.engagement_model).where(task.c.id == hours.c.task_id)
    op.execute(hours.update().values(engagement_model=ordered.scalar_subquery()))


def downgrade() -> None:
    for name in ("payroll_named", "payroll_reference"):
        op.drop_column("worked_hours", name)
    op.drop_column("worked_hours", "engagement_model")
    op.drop_table("work_agreement")
