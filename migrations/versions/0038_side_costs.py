"""The employer's side costs as a share of the wage: an estimate that an orderer is shown."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

SOURCE = (
    "Arvio: työeläke-, sairaus-, työttömyys-, tapaturma- ja ryhmähenkivakuutus keskimäärin"
    " (yrittajat.fi, työnantajamaksut 2024)"
)
NOTE = "Tarkista vuosittain. Lomakorvaus ei ole mukana."
# Where a partner or the city employs, what they charge is a matter of their own contract.
KEYS = ("side_costs.direct_hire", "side_costs.app")


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def upgrade() -> None:
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": key, "unit": "percent", "value": "20",
            "valid_from": date(2024, 1, 1), "source": SOURCE, "note": NOTE, "confirmed": False,
        }
        for key in KEYS
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.in_(KEYS)))
