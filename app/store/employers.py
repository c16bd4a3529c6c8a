"""Workplaces on the list of a unit: who is met there, what is promised, what work is thought of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, false, func, or_, select, update
from sqlalchemy.orm import selectinload

from app.domain.employers import IdeaStage
from app.domain.errors import Missing
from app.domain.policy import Facts
from app.domain.vocabulary import Role
from app.store.db import db
from app.store.models.employers import Employer, EmployerContact, EmployerPromise, WorkIdea
from app.store.models.people import Organisation

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.domain.policy import Actor

_SEE = frozenset({Role.COACH})
# What is under way with a workplace.
ALIVE = (IdeaStage.IDEA, IdeaStage.TALKED, IdeaStage.AGREED)


@dataclass(frozen=True)
class EmployerLine:
    """A workplace on the list: when somebody was in touch last, and what is promised."""

    id: UUID
    name: str
    area: str
    orders_here: bool
    last_on: date | None
    next_on: date | None
    next_mine: bool
    promises: int
    late: int


def visible_to(actor: Actor) -> Any:
    """The condition under which this person may see a workplace: colleagues of the unit."""
    if actor.role not in _SEE or actor.unit_id is None:
        return false()
    return Employer.unit_id == actor.unit_id


def get_employer(actor: Actor, employer_id: UUID) -> Employer:
    """The workplace, with its organisation. Raises: Missing."""
    found = db.session.scalar(
        select(Employer)
        .where(Employer.id == employer_id, visible_to(actor))
        .options(selectinload(Employer.organisation), selectinload(Employer.next_by))
    )
    if found is None:
        raise Missing
    return found


def facts_of(employer: Employer) -> Facts:
    """What the workplace is, as far as access goes."""
    return Facts(unit_id=employer.unit_id)


def list_employers(actor: Actor, *, search: str = "", on: date) -> list[EmployerLine]:
    """The workplaces of the unit by who is next: late promises, then visits, then by name."""
    last, promised = _last_contacts(), _open_promises(on)
    rows = db.session.execute(
        select(Employer, last.c.on, promised.c.number, promised.c.late)
        .outerjoin(last, last.c.employer_id == Employer.id)
        .outerjoin(promised, promised.c.employer_id == Employer.id)
        .where(visible_to(actor), _named(search))
    )
    found = [
        EmployerLine(
            id=one.id, name=one.name, area=one.area, orders_here=one.organisation_id is not None,
            last_on=last_on, next_on=one.next_on, next_mine=one.next_by_id == actor.user_id,
            promises=number or 0, late=late or 0,
        )
        for one, last_on, number, late in rows
    ]  # fmt: skip
    return sorted(found, key=_turn)


def _turn(line: EmployerLine) -> tuple[bool, bool, Any, str]:
    return not line.late, line.next_on is None, line.next_on, line.name.casefold()


def _named(search: str) -> Any:
    words = search.strip().lower()
    return func.lower(Employer.name).contains(words, autoescape=True) if words else True


def _last_contacts() -> Any:
    happened = func.max(EmployerContact.happened_on).label("on")
    query = select(EmployerContact.employer_id, happened)
    living = EmployerContact.replaced_at.is_(None)
    return query.where(living).group_by(EmployerContact.employer_id).subquery()


def _open_promises(on: date) -> Any:
    late = func.count(EmployerPromise.id).filter(EmployerPromise.due_on < on)
    return (
        select(
            EmployerPromise.employer_id,
            func.count(EmployerPromise.id).label("number"),
            late.label("late"),
        )
        .where(EmployerPromise.kept_at.is_(None))
        .group_by(EmployerPromise.employer_id)
        .subquery()
    )


def list_known_ids(actor: Actor) -> set[UUID]:
    """The organisations that are on the unit's list already."""
    query = select(Employer.organisation_id).where(visible_to(actor))
    return set(db.session.scalars(query.where(Employer.organisation_id.is_not(None))))


def find_of_organisation(actor: Actor, organisation_id: UUID) -> UUID | None:
    """The unit's workplace of this organisation, if it is on the list."""
    query = select(Employer.id).where(visible_to(actor))
    return db.session.scalar(query.where(Employer.organisation_id == organisation_id))


def is_named(unit_id: UUID, name: str) -> bool:
    """Whether a workplace of this name is on the unit's list."""
    same = and_(Employer.unit_id == unit_id, func.lower(Employer.name) == name.lower())
    return db.session.scalar(select(Employer.id).where(same)) is not None


def get_organisation_name(organisation_id: UUID) -> str:
    """The name of an organisation that may order here. Raises: Missing."""
    name = db.session.scalar(
        select(Organisation.name).where(
            Organisation.id == organisation_id, Organisation.refused_at.is_(None)
        )
    )
    if name is None:
        raise Missing
    return name


def change(employer: Employer, version: int, **values: Any) -> bool:
    """Whether nobody else changed it since this version was read. Needs a unit of work."""
    done: Any = db.session.execute(
        update(Employer)
        .where(Employer.id == employer.id, Employer.version == version)
        .values(version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        return False
    db.session.refresh(employer)
    for name, value in values.items():
        setattr(employer, name, value)
    db.session.flush()
    return True


def add(row: Employer | EmployerPromise | WorkIdea) -> UUID:
    """The id of the new row. Needs a unit of work."""
    db.session.add(row)
    db.session.flush()
    return row.id


def list_promises(employer_id: UUID) -> list[EmployerPromise]:
    """What was promised: what is still open first, by its day. The workplace was loaded before."""
    query = select(EmployerPromise).where(EmployerPromise.employer_id == employer_id)
    rows = db.session.scalars(query.order_by(EmployerPromise.due_on, EmployerPromise.id))
    return sorted(rows, key=lambda row: (row.kept_at is not None, row.due_on))


def get_promise(actor: Actor, promise_id: UUID) -> tuple[EmployerPromise, Employer]:
    """A promise and its workplace. Raises: Missing."""
    row = db.session.get(EmployerPromise, promise_id)
    if row is None:
        raise Missing
    return row, get_employer(actor, row.employer_id)


def keep_promise(row: EmployerPromise, *, by: UUID | None, at: Any) -> bool:
    """Whether it was open and now is kept, or without `at` the other way.

    Needs a unit of work.
    """
    before = EmployerPromise.kept_at.is_(None) if at else EmployerPromise.kept_at.is_not(None)
    done: Any = db.session.execute(
        update(EmployerPromise)
        .where(EmployerPromise.id == row.id, before)
        .values(kept_at=at, kept_by_id=by)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def list_ideas(employer_id: UUID) -> list[WorkIdea]:
    """The ideas of work, those under way first. The workplace was loaded before."""
    query = select(WorkIdea).where(WorkIdea.employer_id == employer_id)
    rows = db.session.scalars(query.order_by(WorkIdea.changed_at.desc(), WorkIdea.id))
    return sorted(rows, key=lambda row: row.stage not in ALIVE)


def get_idea(actor: Actor, idea_id: UUID) -> tuple[WorkIdea, Employer]:
    """An idea and its workplace. Raises: Missing."""
    row = db.session.get(WorkIdea, idea_id)
    if row is None:
        raise Missing
    return row, get_employer(actor, row.employer_id)


def has_idea(employer_id: UUID, words: str) -> bool:
    """Whether the same idea is there and was not let go."""
    same = and_(WorkIdea.employer_id == employer_id, WorkIdea.words == words)
    query = select(WorkIdea.id).where(same, WorkIdea.stage != IdeaStage.LET_GO)
    return db.session.scalar(query) is not None


def move_idea(
    row: WorkIdea, stage: IdeaStage, *, came_from: IdeaStage, by: UUID | None, now: Any
) -> bool:
    """Whether it was where it was thought to be and moved. Needs a unit of work."""
    done: Any = db.session.execute(
        update(WorkIdea)
        .where(WorkIdea.id == row.id, WorkIdea.stage == came_from)
        .values(stage=stage, changed_at=now, changed_by_id=by)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def list_due(actor: Actor, *, on: date) -> list[Employer]:
    """The workplaces that this coach goes to, or owes something, by the day."""
    owed = select(EmployerPromise.employer_id).where(
        EmployerPromise.kept_at.is_(None), EmployerPromise.due_on <= on,
        EmployerPromise.made_by_id == actor.user_id,
    )  # fmt: skip
    mine = and_(Employer.next_on <= on, Employer.next_by_id == actor.user_id)
    query = select(Employer).where(visible_to(actor), or_(mine, Employer.id.in_(owed)))
    return list(db.session.scalars(query.order_by(Employer.next_on, Employer.name)))
