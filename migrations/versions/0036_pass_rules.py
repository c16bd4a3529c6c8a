"""When the law asks for a pass: rows that only the demo had until now."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

RULES = (
    ("hygiene_passport", "all", date(2021, 4, 21), "Elintarvikelaki 297/2021, 19 §"),
    (
        "criminal_record_extract", "year", date(2024, 1, 1),
        "Valvontalaki 741/2023, 28 § (lapset: laki 504/2002)",
    ),
)  # fmt: skip


def _rules() -> sa.TableClause:
    return sa.table(
        "pass_rule", sa.column("id", sa.Uuid()), sa.column("kind", sa.String()),
        sa.column("needed", sa.String()), sa.column("counter_scope", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
    )  # fmt: skip


def upgrade() -> None:
    table = _rules()
    # An installation that has entered the rule of a pass keeps its own.
    known = set(op.get_bind().scalars(sa.select(table.c.kind)))
    op.bulk_insert(table, [
        {
            "id": uuid4(), "kind": kind, "needed": "cumulative_3_months", "counter_scope": scope,
            "valid_from": valid_from, "source": source,
        }
        for kind, scope, valid_from, source in RULES
        if kind not in known
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    for kind, _scope, _valid_from, source in RULES:
        op.execute(table.delete().where(table.c.kind == kind, table.c.source == source))
