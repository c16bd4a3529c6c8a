"""The coach writes what was learned from a job: words about the work, no rating of a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.learning import LONGEST
from app.domain.policy import Verb, require
from app.store import audit, vocational_profiles
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Learned:
    """What went well, what was hard, what helped, and what to look for next."""

    went_well: str = ""
    was_hard: str = ""
    helped: str = ""
    look_for: str = ""


def write_profile(actor: Actor, placement_id: UUID, learned: Learned, *, now: datetime) -> UUID:
    """Keep a new version of it; the client's id. Raises: Missing, NotAllowed, RuleBroken."""
    with unit_of_work():
        job, facts = vocational_profiles.get_job(actor, placement_id, now=now)
        require(actor, Verb.KEEP_READINESS, facts)
        words = {name: text.strip() or None for name, text in asdict(learned).items()}
        if not any(words.values()):
            raise RuleBroken("words_missing")
        if any(len(text or "") > LONGEST for text in words.values()):
            raise RuleBroken("text_too_long", most=LONGEST)
        if actor.user_id is None:
            raise ValueError("somebody writes it")
        profile = vocational_profiles.add(job, words, by=actor.user_id, now=now)
        entry = audit.Entry(
            "create", "vocational_profile", profile.id, purpose="support",
            client_ids=[job.client_id], fields=list(words),
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        return job.client_id
