"""When a place was given back and when an absence was entered, so that plans can be mended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer_shift", sa.Column("freed_at", sa.DateTime(timezone=True)))
    op.add_column("absence", sa.Column("entered_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    # Not in a batch, which would make the table anew and lose its triggers.
    op.drop_column("absence", "entered_at")
    op.drop_column("offer_shift", "freed_at")
