"""What coaches do: look what fits whom, ask, talk with those who want to, see to their alerts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.answers import Answer, How
from app.domain.lifecycle import AlertState, OfferState, PlanRowState, ShiftState, TaskState
from app.services import alerts, answers, offers, shortlists
from app.services.agreements import make_agreement
from app.store import agreements
from app.store.db import db
from app.store.models.plan import PlanRow
from app.store.models.support import Alert
from app.store.models.work import Offer, Shift, Task
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.simulation.life import Life
    from tests.simulation.town import Town

AHEAD, LEAST_AHEAD = timedelta(days=9), timedelta(hours=3)
# A coach looks at so many shifts in a round, and asks for so many people of a shift.
LOOKED_AT, ASKED_FOR = 8, 6
CONFIRMS_SOON, TALK_LEADS_TO_YES, SEES_TO_IT = 0.3, 0.7, 0.9


@dataclass
class Coaches:
    """The coaches of a town."""

    life: Life
    town: Town
    # A coach asks once for a shift; the waves do the rest.
    _asked: set[tuple[UUID, UUID]] = field(default_factory=set)
    _seen: set[UUID] = field(default_factory=set)

    def look(self, coach: Actor) -> None:
        """A round through what is still free: the nearest first, the own clients who fit."""
        open_ids = [one for one in self._free_shifts() if (coach.user_id, one) not in self._asked]
        fits = shortlists.count_fits(coach, open_ids, now=self.life.now)
        hopeful = [one for one in open_ids if fits[one].fits]
        for shift_id in hopeful[:LOOKED_AT]:
            self._ask(coach, shift_id)

    def _free_shifts(self) -> list[UUID]:
        with unit_of_work():
            rows = db.session.scalars(
                select(Shift.id)
                .join(Task, Task.id == Shift.task_id)
                .where(Shift.state == ShiftState.OPEN, Task.state == TaskState.OPEN)
                .where(Shift.taken < Shift.places)
                .where(Shift.starts_at > self.life.now + LEAST_AHEAD)
                .where(Shift.starts_at < self.life.now + AHEAD)
                .order_by(Shift.starts_at, Shift.id)
            )
            return list(rows)

    def _ask(self, coach: Actor, shift_id: UUID) -> None:
        assert coach.user_id
        listed = shortlists.shortlist_for_shift(coach, shift_id, now=self.life.now)
        able = [one.client_id for one in listed.fits if one.offers_left and not one.company]
        if able:
            self._asked.add((coach.user_id, shift_id))
            soon = self.life.later(self.life.random.randrange(1, 30))
            self.life.plan(soon, self.offer, coach, shift_id, able[:ASKED_FOR])

    def offer(self, coach: Actor, shift_id: UUID, client_ids: list[UUID]) -> None:
        offers.offer_shifts(coach, [shift_id], client_ids, now=self.life.now)

    def accept_plan(self, coach: Actor) -> None:
        """Offer what the plan of the coming week proposes for the own clients."""
        with unit_of_work():
            lines = _proposed_lines(self.town.clients_of(coach))
        for plan_id, row_ids in lines.items():
            offers.offer_planned(coach, plan_id, row_ids, now=self.life.now)

    def write_agreements(self, coach: Actor) -> None:
        """Write down by which reference payroll knows whoever begins to work."""
        with unit_of_work():
            due = agreements.list_due(coach, now=self.life.now)
        for one in due:
            make_agreement(
                coach, one.placement_id, f"P-{one.placement_id.hex[:8]}", name_released=False,
                now=self.life.now,
            )  # fmt: skip

    # --- what comes to them

    def notice(self) -> None:
        """Plan a talk with whoever asked, a confirmation here and there, and what alerts ask."""
        with unit_of_work():
            waiting, raised = _waiting_offers(), _open_alerts()
        for offer_id, client_id, state in waiting:
            if offer_id not in self._seen:
                self._seen.add(offer_id)
                self._take_up(offer_id, self._coach_of(client_id), state)
        for alert_id, coach_id in raised:
            if alert_id not in self._seen and coach_id in self.town.coaches:
                self._seen.add(alert_id)
                if self.life.random.random() < SEES_TO_IT:
                    soon = self.life.later(self.life.random.randrange(5, 300))
                    self.life.plan(soon, self.see_to, alert_id, self.town.coaches[coach_id])

    def _coach_of(self, client_id: UUID) -> Actor:
        return self.town.coaches[self.town.coach_of[client_id]]

    def _take_up(self, offer_id: UUID, coach: Actor, state: OfferState) -> None:
        draw = self.life.random
        if state is OfferState.ASKED_COACH:
            soon = self.life.later(draw.randrange(30, 900))
            self.life.plan(soon, self.talk, offer_id, coach)
        elif draw.random() < CONFIRMS_SOON:
            self.life.plan(self.life.later(draw.randrange(1, 30)), self.confirm, offer_id, coach)

    def talk(self, offer_id: UUID, coach: Actor) -> None:
        leads_to_yes = self.life.random.random() < TALK_LEADS_TO_YES
        said = Answer.ACCEPT if leads_to_yes else Answer.DECLINE
        answers.answer_for_client(coach, offer_id, said, How.PHONE, now=self.life.now)

    def confirm(self, offer_id: UUID, coach: Actor) -> None:
        offers.confirm_offer(coach, offer_id, now=self.life.now)

    def see_to(self, alert_id: UUID, coach: Actor) -> None:
        alerts.acknowledge(coach, alert_id, now=self.life.now)
        self.life.plan(self.life.later(60), self.end_alert, alert_id, coach)

    def end_alert(self, alert_id: UUID, coach: Actor) -> None:
        alerts.finish(coach, alert_id, now=self.life.now)


def _proposed_lines(client_ids: list[UUID]) -> dict[UUID, list[UUID]]:
    """The lines of plans that can be offered to these clients, by plan."""
    rows = select(PlanRow.plan_id, PlanRow.id).where(
        PlanRow.client_id.in_(client_ids), PlanRow.shift_id.is_not(None),
        PlanRow.state == PlanRowState.PROPOSED,
    )  # fmt: skip
    lines: dict[UUID, list[UUID]] = defaultdict(list)
    for plan_id, row_id in db.session.execute(rows.order_by(PlanRow.id)):
        lines[plan_id].append(row_id)
    return lines


def _waiting_offers() -> list[tuple[UUID, UUID, OfferState]]:
    rows = select(Offer.id, Offer.client_id, Offer.state).where(
        Offer.state.in_((OfferState.ASKED_COACH, OfferState.ACCEPTED))
    )
    return list(db.session.execute(rows.order_by(Offer.answered_at, Offer.id)).all())


def _open_alerts() -> list[tuple[UUID, UUID | None]]:
    rows = select(Alert.id, Alert.coach_id).where(Alert.state == AlertState.OPEN)
    return list(db.session.execute(rows.order_by(Alert.raised_at, Alert.id)).all())
