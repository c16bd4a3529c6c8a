"""Who employs, pays, invoices and directs in each way of engaging, from a date on.

The first rows are the proposal of the design pages; nobody has checked them yet, so each waits to
be confirmed by an administrator or replaced by a real contract.
"""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MODELS = ("partner", "app", "city_employer", "direct_hire")
PARTIES = (
    "partner", "orderer", "orderer_or_platform", "platform", "platform_for_employer", "city",
    "city_unit", "city_internally", "instructor_or_orderer", "nobody",
)  # fmt: skip
EVIDENCE = ("guess", "named", "intended", "contract")
_SINCE = date(2016, 1, 1)
_UNREAD = "Oletus, jota ei ole luettu sopimuksesta. Korvaa oikealla sopimuksella tai vahvista."
# model, employs, pays, invoices, directs, needs an agreement, evidence, source
ROWS = (
    ("partner", "partner", "partner", "partner", "orderer", True, "named", "Jobcenter-mallin esite: kumppanimalli (vain nimi ja perusajatus)"),
    ("app", "orderer_or_platform", "platform_for_employer", "platform", "orderer", True, "guess", "Jobcenter-mallin esite: sovellusmalli"),
    ("city_employer", "city_unit", "city", "city_internally", "instructor_or_orderer", True, "intended", "Kansallinen tavoite: kunta tai kuntayhtymä maksaa palkan"),
    ("direct_hire", "orderer", "orderer", "nobody", "orderer", False, "guess", "Työsopimuslaki 55/2001: tilaaja on työnantaja"),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "engagement_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("model", _enum("engagementmodel", MODELS), nullable=False),
        *(
            sa.Column(name, _enum("party", PARTIES), nullable=False)
            for name in ("employs", "pays", "invoices", "directs")
        ),
        sa.Column("needs_agreement", sa.Boolean(), nullable=False),
        sa.Column("evidence", _enum("evidence", EVIDENCE), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["user.id"], name=op.f(f"fk_engagement_version_{name}"))
            for name in ("checked_by_id", "entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_version")),
        sa.UniqueConstraint(
            "model", "valid_from", name=op.f("uq_engagement_version_model_valid_from")
        ),
    )
    _add_rows()


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _add_rows() -> None:
    names = (
        "model", "employs", "pays", "invoices", "directs", "needs_agreement", "evidence", "source",
    )  # fmt: skip
    table = sa.table(
        "engagement_version", sa.column("id", sa.Uuid()), sa.column("needs_agreement", sa.Boolean()),
        sa.column("valid_from", sa.Date()), sa.column("confirmed", sa.Boolean()),
        *(sa.column(name, sa.String()) for name in (*names, "note") if name != "needs_agreement"),
    )  # fmt: skip
    kept = {"valid_from": _SINCE, "confirmed": False, "note": _UNREAD}
    op.bulk_insert(
        table, [dict(zip(names, row, strict=True)) | kept | {"id": uuid4()} for row in ROWS]
    )


def downgrade() -> None:
    op.drop_table("engagement_version")
