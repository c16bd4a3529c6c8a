"""Whether recurring work leaves out the public holidays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column(
        "skip_holidays", sa.Boolean(), nullable=False, server_default=sa.text("false")
    )
    op.add_column("task", column)


def downgrade() -> None:
    # Not in a batch, which would make the table anew and lose its triggers.
    op.drop_column("task", "skip_holidays")
