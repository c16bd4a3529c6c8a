"""An alert that nobody has taken on goes to a colleague, then to the manager."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("alert") as table:
        table.add_column(sa.Column("steps", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("substitute_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_alert_substitute_id_user"), "user", ["substitute_id"], ["id"]
        )
        table.create_index("ix_alert_state_next", ["state", "next_at"])


def downgrade() -> None:
    with op.batch_alter_table("alert") as table:
        table.drop_index("ix_alert_state_next")
        table.drop_constraint(op.f("fk_alert_substitute_id_user"), type_="foreignkey")
        table.drop_column("substitute_id")
        table.drop_column("next_at")
        table.drop_column("steps")
