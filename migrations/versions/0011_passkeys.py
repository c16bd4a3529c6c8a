"""Passkeys: by what a phone knows its person, and how often its key has signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("credential", sa.Column("handle", sa.Uuid()))
    op.add_column(
        "credential",
        sa.Column("sign_count", sa.BigInteger(), nullable=False, server_default="0"),
    )


def downgrade() -> None:
    op.drop_column("credential", "sign_count")
    op.drop_column("credential", "handle")
