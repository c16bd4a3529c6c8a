"""Who asks, and what the thing at hand is to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.vocabulary import RelationKind, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, or nobody (`role` None), as far as access goes."""

    user_id: UUID | None = None
    role: Role | None = None
    name: str = ""
    language: str = "fi"
    organisation_id: UUID | None = None
    unit_id: UUID | None = None
    client_id: UUID | None = None
    login_id: UUID | None = None
    login_kind: str | None = None
    # The coach beside whom a client is signed in on the coach's device.
    assisted_by: UUID | None = None
    # The one offer that was opened without signing in; such a person can do nothing else.
    only_offer_id: UUID | None = None


ANONYMOUS = Actor()
# What happens by itself when its time has come.
SYSTEM = Actor(name="system")


class TaskStage(StrEnum):
    """How far an order has come, as far as access goes."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the thing at hand is to the actor; each is asked from the store before the question."""

    organisation_id: UUID | None = None
    client_id: UUID | None = None
    unit_id: UUID | None = None
    user_id: UUID | None = None
    # Which offer it is about, if it is about one.
    offer_id: UUID | None = None
    relations: frozenset[RelationKind] = frozenset()
    stage: TaskStage = TaskStage.DRAFT
    # The task was offered to this client.
    offered: bool = False
    # A consent of the client is in force for this person.
    consented: bool = False
    # The client's name may be known to the orderer: confirmed, and not yet 14 days past.
    disclosed: bool = False
    # This person is booked to go along on the shift at hand.
    accompanies: bool = False
    # The alert was not answered in time and has gone to the manager.
    escalated: bool = False
    # This colleague has opened the client's card with a reason, and the time is not over.
    opened: bool = False
    # Somebody else is needed for a colleague's client, and this person was the one to be told.
    called: bool = False


NO_FACTS = Facts()
