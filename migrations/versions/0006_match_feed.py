"""The feed of changes that the matcher's columns follow."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    feed = op.create_table(
        "match_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_change")),
        sa.UniqueConstraint("seq", name=op.f("uq_match_change_seq")),
    )
    # The first row, so that there is always one that somebody has read up to.
    op.bulk_insert(feed, [{"id": uuid4(), "seq": 1, "kind": "everything", "subject_id": None}])


def downgrade() -> None:
    op.drop_table("match_change")
