"""A fortnight in a town: people answer, don't answer, fall ill, forget; every order ends well told.

The small town is part of every run; the whole one (300 orders, 900 clients) of the long gate. Who
does what is drawn from a seed; ids are not, so two runs differ where equals are ordered by id.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from app.config import ROOT
from app.integrations.mail import RecordingMail
from app.integrations.push import NullPush
from app.integrations.sms import RecordingSms
from app.integrations.texts import Texts
from app.scheduled.runner import Worker
from app.scheduled.work import Tools
from app.services.delivery import Desk
from app.store.transaction import unit_of_work
from tests.simulation import laws, report
from tests.simulation.clients import Clients
from tests.simulation.coaches import Coaches
from tests.simulation.life import PLANNING, Life
from tests.simulation.orderers import Orderers
from tests.simulation.town import Scale, Town, found

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

SMALL = Scale(units=2, clients=60, organisations=10, orders=24, days=7)
WHOLE = Scale(units=12, clients=900, organisations=60, orders=300, days=14, planned=True)
SCALES = [
    SMALL,
    pytest.param(
        WHOLE, marks=pytest.mark.skipif(os.environ.get("JOBCENTER_FULL") != "1", reason="long gate")
    ),
]
SEED = 20261121
# After the last day of work everything comes to its end within so many days.
TAIL = timedelta(days=70)
# Coaches look for people at these hours of workdays.
ROUNDS = (8.5, 12.5)
FRIDAY = 4


@dataclass
class Fortnight:
    """A town and its people for some days."""

    life: Life
    town: Town
    scale: Scale
    mails: RecordingMail
    texts: RecordingSms

    def __post_init__(self) -> None:
        self.clients = Clients(self.life, self.town)
        self.coaches = Coaches(self.life, self.town)
        self.orderers = Orderers(self.life, self.town)
        self.broken: dict[str, list[object]] = {}

    def live(self) -> None:
        self.orderers.plan_orders(self.scale.orders, self.scale.days)
        start = self.life.now
        for day in range(self.scale.days):
            self._plan_rounds(start.replace(hour=0, minute=0) + timedelta(days=day))
        end = start + timedelta(days=self.scale.days)
        if self.scale.planned:
            self.life.left_out -= PLANNING
        self.life.pass_until(end, self.notice)
        # Nobody works any more, so there is nothing to plan.
        self.life.left_out |= PLANNING
        self.life.rest_until(end + TAIL, self.notice)
        with unit_of_work():
            self._keep(laws.at_the_end(self.life.now))
        self._keep({"no message twice": laws.sent_twice(self.mails.sent, self.texts.sent)})

    def _plan_rounds(self, midnight: datetime) -> None:
        if midnight.weekday() > 4:
            return
        for number, coach in enumerate(self.town.coaches.values()):
            for hour in ROUNDS:
                when = midnight + timedelta(hours=hour - 2, minutes=number % 50)
                self.life.plan(when, self.coaches.look, coach)
                self.life.plan(when, self.coaches.write_agreements, coach)
            if self.scale.planned and midnight.weekday() == FRIDAY:
                self.life.plan(midnight + timedelta(hours=9), self.coaches.accept_plan, coach)

    def notice(self) -> None:
        for people in (self.orderers, self.coaches, self.clients):
            people.notice()
        with unit_of_work():
            self._keep(laws.at_every_moment())

    def _keep(self, found: dict[str, list[object]]) -> None:
        for law, faults in found.items():
            if faults and law not in self.broken:
                self.broken[law] = [self.life.now, len(faults), *faults[:5]]


@pytest.mark.parametrize("scale", SCALES, ids=["small", "whole"])
def test_a_fortnight(app: Flask, scale: Scale, record_property, caplog) -> None:
    clock = app.extensions["jobcenter_clock"]
    mails, texts = RecordingMail(), RecordingSms()
    words = Texts(ROOT / "app" / "translations")
    desk = Desk(mails, texts, NullPush(), words.gettext, "http://localhost")
    worker = Worker(Tools(desk, "simulation"), clock.utcnow, app.app_context)
    town = found(scale, seed=SEED, now=clock.at)
    life = Life(clock, Random(SEED), worker)
    fortnight = Fortnight(life, town, scale, mails, texts)

    fortnight.live()

    with unit_of_work():
        told = list(report.tell(life, town))
    record_property("fortnight", told)
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
    assert not fortnight.broken, "\n".join(f"{law}: {how}" for law, how in fortnight.broken.items())
