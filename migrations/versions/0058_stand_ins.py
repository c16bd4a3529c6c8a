"""Which colleague was told of a contact that is late for long."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("due_contact") as table:
        table.add_column(sa.Column("substitute_id", sa.Uuid()))
        table.create_foreign_key(
            "fk_due_contact_substitute_id_user", "user", ["substitute_id"], ["id"]
        )
        table.create_index("ix_due_contact_substitute_id", ["substitute_id"])


def downgrade() -> None:
    with op.batch_alter_table("due_contact") as table:
        table.drop_index("ix_due_contact_substitute_id")
        table.drop_constraint("fk_due_contact_substitute_id_user", type_="foreignkey")
        table.drop_column("substitute_id")
