"""An organisation that is not let order: since when and why; its business id is free again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_INDEX = "uq_organisation_business_id"
_HELD = "business_id <> ''"


def _replace_index(held: str) -> None:
    op.drop_index(_INDEX, table_name="organisation")
    op.create_index(
        _INDEX, "organisation", ["business_id"], unique=True,
        sqlite_where=sa.text(held), postgresql_where=sa.text(held),
    )  # fmt: skip


def upgrade() -> None:
    op.add_column(
        "organisation", sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("organisation", sa.Column("refused_because", sa.String(32), nullable=True))
    op.add_column(
        "organisation",
        sa.Column("refused_words", sa.String(500), nullable=False, server_default=""),
    )
    _replace_index(f"{_HELD} AND refused_at IS NULL")


def downgrade() -> None:
    # Another may order by the business id of one that was refused.
    op.execute("UPDATE organisation SET business_id = '' WHERE refused_at IS NOT NULL")
    _replace_index(_HELD)
    for name in ("refused_words", "refused_because", "refused_at"):
        op.drop_column("organisation", name)
