"""A pass may end: the last day on which it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pass", sa.Column("valid_until", sa.Date()))


def downgrade() -> None:
    op.drop_column("pass", "valid_until")
