"""Coaches keep the list of workplaces: who is there, what is promised, which work is thought of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.employers import NAME_LENGTH, NEXT_STAGES, PEOPLE_LENGTH, TEXT_LENGTH
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.policy import Facts, Verb, require
from app.store import audit, employers
from app.store.models.employers import Employer, EmployerPromise, WorkIdea
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.employers import IdeaStage, Promiser
    from app.domain.policy import Actor


def add_employer(
    actor: Actor, name: str, area: str, people: str, *, now: datetime,
    organisation_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """The id of the workplace, which is on the unit's list from now on.

    One that orders here goes by its own name; if it is on the list already, its id.
    Raises: Missing, NotAllowed, RuleBroken("employer_name_missing"), Conflict("employer_known").
    """
    require(actor, Verb.KEEP_EMPLOYERS, Facts(unit_id=actor.unit_id))
    with unit_of_work():
        if organisation_id is not None:
            name = employers.get_organisation_name(organisation_id)
            known = employers.find_of_organisation(actor, organisation_id)
            if known is not None:
                return known
        row = _new(actor, _plain(name, NAME_LENGTH), area, people, now=now)
        row.organisation_id = organisation_id
        employer_id = employers.add(row)
        audit.record(actor, audit.Entry("create", "employer", employer_id, "support"), now=now)
        return employer_id


def _new(actor: Actor, name: str, area: str, people: str, *, now: datetime) -> Employer:
    if not name:
        raise RuleBroken("employer_name_missing")
    if actor.unit_id is None or actor.user_id is None:
        raise Missing
    if employers.is_named(actor.unit_id, name):
        raise Conflict("employer_known")
    row = Employer(
        unit_id=actor.unit_id, name=name, area=_plain(area, NAME_LENGTH), created_at=now,
        created_by_id=actor.user_id,
    )  # fmt: skip
    row.people = _plain(people, PEOPLE_LENGTH) or None
    return row


def _plain(text: str, most: int) -> str:
    return " ".join(text.split())[:most]


def change_employer(
    actor: Actor, employer_id: UUID, area: str, people: str, *, version: int, now: datetime
) -> None:
    """Where it is and whom to ask for.

    Raises: Missing, NotAllowed, Conflict("employer_changed").
    """
    with unit_of_work():
        row = _load(actor, employer_id)
        _change(
            actor, row, version, now=now, area=_plain(area, NAME_LENGTH),
            people=_plain(people, PEOPLE_LENGTH) or None,
        )  # fmt: skip


def plan_visit(
    actor: Actor, employer_id: UUID, on: date | None, *, version: int, now: datetime
) -> None:
    """The actor goes there next on this day; None: nobody has promised to go.

    Raises: Missing, NotAllowed, RuleBroken("visit_in_past"), Conflict("employer_changed").
    """
    with unit_of_work():
        row = _load(actor, employer_id)
        if on is not None and on < local_day(now):
            raise RuleBroken("visit_in_past")
        by = actor.user_id if on is not None else None
        _change(actor, row, version, now=now, next_on=on, next_by_id=by)


def _load(actor: Actor, employer_id: UUID) -> Employer:
    row = employers.get_employer(actor, employer_id)
    require(actor, Verb.KEEP_EMPLOYERS, employers.facts_of(row))
    return row


def _change(
    actor: Actor, row: Employer, version: int, *, now: datetime, **values: object
) -> None:  # fmt: skip
    if not employers.change(row, version, **values):
        raise Conflict("employer_changed")
    entry = audit.Entry("update", "employer", row.id, "support", fields=sorted(values))
    audit.record(actor, entry, now=now)


def promise(
    actor: Actor, employer_id: UUID, whose: Promiser, words: str, due_on: date, *, now: datetime
) -> UUID:
    """The id of the promise.

    Raises: Missing, NotAllowed, RuleBroken("promise_missing", "promise_in_past").
    """
    with unit_of_work():
        row = _load(actor, employer_id)
        text = words.strip()[:TEXT_LENGTH]
        if not text or actor.user_id is None:
            raise RuleBroken("promise_missing")
        if due_on < local_day(now):
            raise RuleBroken("promise_in_past")
        made = EmployerPromise(
            employer_id=row.id, whose=whose, due_on=due_on, made_at=now, made_by_id=actor.user_id
        )
        made.words = text
        promise_id = employers.add(made)
        entry = audit.Entry("create", "employer_promise", promise_id, "support", fields=["words"])
        audit.record(actor, entry, now=now)
        return promise_id


def settle_promise(actor: Actor, promise_id: UUID, *, kept: bool, now: datetime) -> UUID:
    """The promise is kept, or was not after all; the id of its workplace.

    Raises: Missing, NotAllowed. Pressed twice it stays what it is.
    """
    with unit_of_work():
        row, employer = employers.get_promise(actor, promise_id)
        require(actor, Verb.KEEP_EMPLOYERS, employers.facts_of(employer))
        by, at = (actor.user_id, now) if kept else (None, None)
        if employers.keep_promise(row, by=by, at=at):
            entry = audit.Entry(
                "update", "employer_promise", row.id, "support", facts={"kept": kept}
            )
            audit.record(actor, entry, now=now)
        return employer.id


def add_idea(actor: Actor, employer_id: UUID, words: str, *, now: datetime) -> UUID:
    """The id of an idea of work.

    Raises: Missing, NotAllowed, RuleBroken("idea_missing"), Conflict("idea_known").
    """
    with unit_of_work():
        row = _load(actor, employer_id)
        text = _plain(words, NAME_LENGTH)
        if not text or actor.user_id is None:
            raise RuleBroken("idea_missing")
        if employers.has_idea(row.id, text):
            raise Conflict("idea_known")
        idea = WorkIdea(employer_id=row.id, words=text, changed_at=now, changed_by_id=actor.user_id)
        idea_id = employers.add(idea)
        audit.record(actor, audit.Entry("create", "work_idea", idea_id, "support"), now=now)
        return idea_id


def move_idea(actor: Actor, idea_id: UUID, stage: IdeaStage, *, now: datetime) -> UUID:
    """The idea is further, or let go; the id of its workplace.

    Raises: Missing, NotAllowed, Conflict("illegal_move") when it is elsewhere by now.
    """
    with unit_of_work():
        idea, employer = employers.get_idea(actor, idea_id)
        require(actor, Verb.KEEP_EMPLOYERS, employers.facts_of(employer))
        before = idea.stage
        if stage not in NEXT_STAGES[before] or not employers.move_idea(
            idea, stage, came_from=before, by=actor.user_id, now=now
        ):
            raise Conflict("illegal_move", old=before.value)
        entry = audit.Entry("update", "work_idea", idea.id, "support", facts={"stage": stage.value})
        audit.record(actor, entry, now=now)
        return employer.id
