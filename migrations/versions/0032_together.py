"""Orders on which an instructor of the unit goes along, or somebody may learn beside another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_NAMES = ("instructor_along", "learner_welcome")


def upgrade() -> None:
    for name in _NAMES:
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("task", column)


def downgrade() -> None:
    for name in _NAMES:
        op.drop_column("task", name)
