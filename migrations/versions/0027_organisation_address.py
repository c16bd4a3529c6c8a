"""Where an organisation is: the address that it or the business register tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("address", sa.String(200), nullable=False, server_default="")
    op.add_column("organisation", column)


def downgrade() -> None:
    op.drop_column("organisation", "address")
