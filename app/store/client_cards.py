"""All that a coach needs to know of one client, on one card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import Span, local_day, merge_spans
from app.domain.passes import needed_pass, rule_for
from app.domain.policy import Verb, require
from app.domain.vocabulary import Benefit, Category, OwnRule, PassKind, RelationKind, Scale
from app.store import clients, teams, times
from app.store.db import db
from app.store.facts import load_pass_rules
from app.store.histories import list_pass_work
from app.store.models.people import (
    Availability,
    BenefitSituation,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    User,
    Wish,
    WorkActivityDay,
)
from app.store.reach import Reach
from app.store.relations import in_force

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.calendar import DayException
    from app.domain.policy import Actor
    from app.domain.working_time import Period
    from app.store.models.people import Client
    from app.store.teams import TeamCard


@dataclass(frozen=True)
class ClientCard:
    """A client's own facts. Benefits are read by the client, the coach and the worker only."""

    client: Client
    wanted: tuple[Category, ...]
    avoided: tuple[Category, ...]
    limits: tuple[tuple[Scale, int], ...]
    own_rules: tuple[OwnRule, ...]
    # Which, when it was shown, and the last day on which it holds.
    passes: tuple[tuple[PassKind, date | None, date | None], ...]
    # Passes not shown yet for which work already counts: since when, and by when they are needed.
    passes_due: tuple[tuple[PassKind, date, date], ...]
    free_times: tuple[Span, ...]
    work_days: tuple[int, ...]
    benefit: Benefit | None
    worker: str
    # From today on: days that are not as every week, and work activity by the clock.
    exceptions: tuple[DayException, ...]
    sessions: tuple[Period, ...]
    team: TeamCard | None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.client.first_name} {self.client.last_name or ''}".strip()


def get_card(actor: Actor, client_id: UUID, *, now: datetime) -> ClientCard:
    """The card of an own client. Raises: Missing for a stranger, NotAllowed."""
    client = clients.get_client(actor, client_id, now=now)
    facts = clients.facts_of(actor, client, now=now)
    require(actor, Verb.READ_CLIENT, facts)
    require(actor, Verb.READ_BENEFITS, facts)
    return read_card(client, local_day(now))


def read_card(client: Client, day: date) -> ClientCard:
    """The card of a client whom somebody may read."""
    client_id = client.id
    wishes = db.session.execute(
        select(Wish.category, Wish.wanted).where(Wish.client_id == client_id)
    ).all()
    return ClientCard(
        client=client,
        wanted=tuple(sorted(row.category for row in wishes if row.wanted)),
        avoided=tuple(sorted(row.category for row in wishes if not row.wanted)),
        limits=_limits(client_id),
        own_rules=tuple(
            db.session.scalars(
                select(OwnLimit.rule).where(OwnLimit.client_id == client_id).order_by(OwnLimit.rule)
            )
        ),
        passes=_passes(client_id),
        passes_due=_passes_due(client_id, day),
        free_times=_free_times(client_id),
        work_days=tuple(
            db.session.scalars(
                select(WorkActivityDay.weekday)
                .where(WorkActivityDay.client_id == client_id)
                .order_by(WorkActivityDay.weekday)
            )
        ),
        benefit=_benefit(client_id, day),
        worker=_worker(client_id, day),
        exceptions=tuple(times.list_exceptions([client_id], day).get(client_id, ())),
        sessions=tuple(times.list_sessions([client_id], day).get(client_id, ())),
        team=teams.find_card(client),
    )


def _limits(client_id: UUID) -> tuple[tuple[Scale, int], ...]:
    rows = db.session.execute(
        select(Limit.scale, Limit.level).where(Limit.client_id == client_id).order_by(Limit.scale)
    )
    return tuple(rows.all())


def _passes(client_id: UUID) -> tuple[tuple[PassKind, date | None, date | None], ...]:
    rows = db.session.execute(
        select(Pass.kind, Pass.shown_on, Pass.valid_until)
        .where(Pass.client_id == client_id)
        .order_by(Pass.kind)
    )
    return tuple(rows.all())


def _passes_due(client_id: UUID, day: date) -> tuple[tuple[PassKind, date, date], ...]:
    """What the three months of a cumulative rule are running for, soonest needed first."""
    rules = load_pass_rules()
    held = {kind for kind, _day, until in _passes(client_id) if until is None or until >= day}
    reach = Reach(day, day, day, frozenset(), frozenset(), asks_passes=True)
    due = [
        (kind, since, needed_pass(rule_for(rules, kind, day), kind, since, day).needed_on)
        for _client, kind, since in list_pass_work([client_id], reach, rules)
        if kind not in held
    ]
    return tuple(sorted(due, key=lambda one: (one[2], one[0])))


def _free_times(client_id: UUID) -> tuple[Span, ...]:
    rows = db.session.execute(
        select(Availability.weekday, Availability.starts_minute, Availability.ends_minute).where(
            Availability.client_id == client_id
        )
    )
    return merge_spans(Span(*row) for row in rows)


def _benefit(client_id: UUID, day: date) -> Benefit | None:
    return db.session.scalar(
        select(BenefitSituation.benefit)
        .where(BenefitSituation.client_id == client_id, BenefitSituation.valid_from <= day)
        .order_by(BenefitSituation.valid_from.desc())
        .limit(1)
    )


def _worker(client_id: UUID, day: date) -> str:
    worker = db.session.scalar(
        select(User)
        .join(Relation, Relation.user_id == User.id)
        .where(Relation.client_id == client_id, in_force(day))
        .where(Relation.kind == RelationKind.RESPONSIBLE_WORKER)
        .limit(1)
    )
    return f"{worker.first_name} {worker.last_name or ''}".strip() if worker else ""
