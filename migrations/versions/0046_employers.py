"""Workplaces of a unit's coaches: contacts, promises, ideas of work, and the steps of the scale."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_SOURCE = "IPS-25 (2024), kohta 17"
STEPS = (("2", "2"), ("3", "4"), ("4", "5"), ("5", "6"))


def _stamp(name: str, *, empty: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def _link(name: str, target: str, *, empty: bool = False, **how: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(f"{target}.id", **how), nullable=empty)


def _rules() -> sa.TableClause:
    return sa.table(
        "rule_value", sa.column("id", sa.Uuid()), sa.column("key", sa.String()),
        sa.column("unit", sa.String()), sa.column("value", sa.String()),
        sa.column("valid_from", sa.Date()), sa.column("source", sa.String()),
        sa.column("note", sa.String()), sa.column("confirmed", sa.Boolean()),
    )  # fmt: skip


def _add_employer() -> None:
    op.create_table(
        "employer",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _link("unit_id", "unit"),
        _link("organisation_id", "organisation", empty=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("area", sa.String(120), nullable=False),
        sa.Column("people_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        _link("next_by_id", "user", empty=True),
        _stamp("created_at"),
        _link("created_by_id", "user"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("unit_id", "name", name="uq_employer_unit_id_name"),
        sa.UniqueConstraint(
            "unit_id", "organisation_id", name="uq_employer_unit_id_organisation_id"
        ),
    )
    op.create_index("ix_employer_organisation_id", "employer", ["organisation_id"])


def _add_contacts() -> None:
    op.create_table(
        "employer_contact",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _link("employer_id", "employer"),
        _link("coach_id", "user"),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("with_whom_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("learned_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("draft_key", sa.Uuid(), nullable=False),
        _stamp("written_at"),
        _link("replaces_id", "employer_contact", empty=True),
        _stamp("replaced_at", empty=True),
        sa.UniqueConstraint("draft_key", name="uq_employer_contact_draft_key"),
    )
    for name, columns in (
        ("ix_employer_contact_coach_happened", ["coach_id", "happened_on"]),
        ("ix_employer_contact_employer_happened", ["employer_id", "happened_on"]),
        ("ix_employer_contact_replaces_id", ["replaces_id"]),
    ):
        op.create_index(name, "employer_contact", columns)
    op.create_table(
        "employer_contact_client",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _link("contact_id", "employer_contact", ondelete="CASCADE"),
        _link("client_id", "client", ondelete="CASCADE"),
        sa.Column("wish", sa.String(32), nullable=True),
        sa.UniqueConstraint(
            "contact_id", "client_id", name="uq_employer_contact_client_contact_id_client_id"
        ),
    )
    op.create_index(
        "ix_employer_contact_client_client_id", "employer_contact_client", ["client_id"]
    )


def _add_promises_and_ideas() -> None:
    op.create_table(
        "employer_promise",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _link("employer_id", "employer"),
        sa.Column("whose", sa.String(32), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        _stamp("made_at"),
        _link("made_by_id", "user"),
        _stamp("kept_at", empty=True),
        _link("kept_by_id", "user", empty=True),
    )
    op.create_index("ix_employer_promise_employer", "employer_promise", ["employer_id", "due_on"])
    op.create_table(
        "work_idea",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _link("employer_id", "employer"),
        sa.Column("words", sa.String(120), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        _stamp("changed_at"),
        _link("changed_by_id", "user"),
    )
    alive = sa.text("stage <> 'let_go'")
    op.create_index(
        "uq_work_idea_words", "work_idea", ["employer_id", "words"], unique=True,
        sqlite_where=alive, postgresql_where=alive,
    )  # fmt: skip


def upgrade() -> None:
    _add_employer()
    _add_contacts()
    _add_promises_and_ideas()
    op.bulk_insert(_rules(), [
        {
            "id": uuid4(), "key": f"employers.step_{step}", "unit": "pcs", "value": least,
            "valid_from": date(2024, 1, 1), "source": _SOURCE, "note": "", "confirmed": False,
        }
        for step, least in STEPS
    ])  # fmt: skip


def downgrade() -> None:
    table = _rules()
    op.execute(table.delete().where(table.c.key.like("employers.step_%")))
    for name in (
        "work_idea", "employer_promise", "employer_contact_client", "employer_contact", "employer",
    ):  # fmt: skip
        op.drop_table(name)
