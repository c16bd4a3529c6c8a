"""What the pay, the place and the demands of an order were before they changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Enum("site", "unit", "remote", name="placekind", native_enum=False, length=32)
    op.create_table(
        "former_terms",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pay_cents_per_hour", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("place_kind", kind, nullable=False),
        sa.Column("demands", sa.JSON(), nullable=False),
        sa.Column("passes", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_former_terms_task_id_task"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_former_terms_site_id_site")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_terms")),
    )  # fmt: skip
    op.create_index("ix_former_terms_task_until", "former_terms", ["task_id", "until_at"])


def downgrade() -> None:
    op.drop_table("former_terms")
