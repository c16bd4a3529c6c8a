"""The trail: who signed in, who read or changed what, what was sent, what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.crypto import sealed
from app.store.db import Model


class Login(Model):
    """A signed-in session, kept on the server; it ends the moment it is revoked."""

    __tablename__ = "login"
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    credential_id: Mapped[UUID | None] = mapped_column(ForeignKey("credential.id"))
    assisted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    idle_minutes: Mapped[int]
    expires_at: Mapped[datetime]
    step_up_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Credential(Model):
    """A way to sign in: password, totp, card, device, passkey. Only hashes and sealed secrets."""

    __tablename__ = "credential"
    __table_args__ = (Index("ix_credential_user_kind", "user_id", "kind"),)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    lookup_hash: Mapped[bytes | None] = mapped_column(unique=True)
    # The number printed on a card, for devices that cannot read the code.
    number_index: Mapped[bytes | None] = mapped_column(unique=True)
    secret_hash: Mapped[str] = mapped_column(String(200), default="")
    secret_sealed: Mapped[bytes | None]
    secret = sealed()
    pin_kind: Mapped[str] = mapped_column(String(20), default="")
    wrong_tries: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    # A passkey: by what its device knows the person, and how often it has signed.
    handle: Mapped[UUID | None] = mapped_column(Uuid())
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class EnrolledDevice(Model):
    """A unit's shared tablet on which a card alone opens the low-risk pages."""

    __tablename__ = "enrolled_device"
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    revoked_at: Mapped[datetime | None]


class LinkToken(Model):
    """A single-purpose link: sign_in, pairing, hours … Hashed, expiring, revocable."""

    __tablename__ = "link_token"
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid(), index=True)
    browser_hash: Mapped[bytes | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class RateCount(Model):
    """How often something was tried within a window; raised by conditional update."""

    __tablename__ = "rate_count"
    key: Mapped[str] = mapped_column(String(120), unique=True)
    count: Mapped[int]
    window_ends_at: Mapped[datetime]


class AuditEvent(Model):
    """One act or read. Append-only; signed at insert, chained by the worker (`seq`, `prev`)."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_unsealed", "seq"),
        Index("ix_audit_event_actor_at", "actor_id", "at"),
    )
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None]
    actor_role: Mapped[str] = mapped_column(String(32), default="")
    actor_unit_id: Mapped[UUID | None]
    assisted_by_id: Mapped[UUID | None]
    purpose: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(20))
    object_type: Mapped[str] = mapped_column(String(32))
    object_id: Mapped[UUID | None]
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    outcome: Mapped[str] = mapped_column(String(20), default="done")
    login_id: Mapped[UUID | None]
    ip_prefix: Mapped[str] = mapped_column(String(45), default="")
    request_id: Mapped[str] = mapped_column(String(36), default="")
    schema: Mapped[int] = mapped_column(default=1)
    mac: Mapped[bytes]
    seq: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    prev: Mapped[bytes | None]


class AuditEventClient(Model):
    """A client whose data an audit event touched."""

    __tablename__ = "audit_event_client"
    __table_args__ = (Index("ix_audit_event_client_client", "client_id", "event_id"),)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("audit_event.id"), index=True)
    client_id: Mapped[UUID] = mapped_column(Uuid())


class OutboxMessage(Model):
    """A message to be sent after the commit. The facts are sealed; the key keeps it single."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_state_next", "state", "next_try_at"),)
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    template: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    address_sealed: Mapped[bytes | None]
    address = sealed()
    language: Mapped[str] = mapped_column(String(10))
    facts_sealed: Mapped[bytes | None]
    facts = sealed()
    state: Mapped[str] = mapped_column(String(10), default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    useful_until: Mapped[datetime | None]
    worker: Mapped[str] = mapped_column(String(60), default="")
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(200), default="")


class WorkDone(Model):
    """A piece of scheduled work that was done; the unique key makes a second run harmless."""

    __tablename__ = "work_done"
    key: Mapped[str] = mapped_column(String(160), unique=True)
    done_at: Mapped[datetime]


class Lease(Model):
    """Who may do something alone until when; `fence` grows with each holder."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(String(60), unique=True)
    holder: Mapped[str] = mapped_column(String(60))
    until: Mapped[datetime]
    fence: Mapped[int] = mapped_column(default=1)


class DemoState(Model):
    """The one row of the demo: how far its clock is moved and when it was built."""

    __tablename__ = "demo_state"
    offset_seconds: Mapped[int] = mapped_column(BigInteger, default=0)
    built_at: Mapped[datetime]
    seed: Mapped[int]
    ready: Mapped[bool] = mapped_column(default=True)


class ImportPreview(Model):
    """A file somebody uploaded and has looked at but not yet taken in."""

    __tablename__ = "import_preview"
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    content_sealed: Mapped[bytes | None]
    content = sealed()
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
