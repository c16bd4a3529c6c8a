"""What a support note said before stays, when its writer corrects it or takes it back later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("draft_key", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("helpers", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], ondelete="CASCADE", name="fk_former_note_client_id"
        ),
        sa.ForeignKeyConstraint(["coach_id"], ["user.id"], name="fk_former_note_coach_id"),
        sa.PrimaryKeyConstraint("id", name="pk_former_note"),
        sa.UniqueConstraint(
            "contact_id", "written_at", name="uq_former_note_contact_id_written_at"
        ),
    )
    for column in ("client_id", "coach_id", "draft_key"):
        op.create_index(f"ix_former_note_{column}", "former_note", [column])


def downgrade() -> None:
    op.drop_table("former_note")
