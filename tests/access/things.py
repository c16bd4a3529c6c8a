"""One of each thing that addresses name: of the people in the matrix, and of strangers to them all.

A thing comes in the states that an act needs, so that what is allowed really happens.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from app.domain.calendar import week_start
from app.domain.lifecycle import (
    BookingState,
    HoursState,
    OfferState,
    PlanState,
    TaskOutcome,
    TaskState,
)
from app.domain.onward import Onward
from app.domain.plans import Scope
from app.domain.shift_feedback import Feeling
from app.domain.vocabulary import (
    AllowanceKind,
    EngagementModel,
    Face,
    OrganisationKind,
    Role,
    UnitKind,
)
from app.services import calendars, hours, imports, waitlist
from app.store import hours_links, links, offer_links, task_links
from app.store.crypto import new_token, token_hash
from app.store.demo import add_state
from app.store.models.agreements import WorkAgreement
from app.store.models.asking import ChangeRequest, Question
from app.store.models.money import AllowanceEntry
from app.store.models.own_words import OnwardWish, ShiftFeedback
from app.store.models.people import Unit, User
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.public import PublicTask
from app.store.models.rules import EngagementVersion, RuleValue
from app.store.models.support import Alert, CheckIn
from app.store.models.trail import EnrolledDevice, LinkToken, OutboxMessage
from app.store.models.work import Attendance, ExportBatch, Series, Shift, WorkedHours
from app.store.transaction import unit_of_work
from tests.access.absences import absences_of
from tests.access.boards import board_of
from tests.access.coaching import coaching_of
from tests.access.employers import workplaces_of
from tests.access.followed import plans_of, steps_of
from tests.access.letters import reworded
from tests.access.matrix import Whose
from tests.access.states import ABSENT, STATES

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from tests.access.matrix import Row
    from tests.world import World

SHEET = (
    b"code,name,neutral_name,kind,area,lat,lon,phone\nU77,Uusi,Uusi,disability,Kallio,60.1,24.9,09"
)


@dataclass(frozen=True)
class Family:
    """The people around a set of things."""

    client: Actor
    neighbour: Actor
    coach: Actor
    orderer: Actor
    unit_id: UUID


@dataclass
class Things:
    """Own and foreign things by kind and state ("task", "task:draft"), previews by their owner."""

    own: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, Any] = field(default_factory=dict)
    previews: dict[str, UUID] = field(default_factory=dict)
    # For each coach a client of the coach's own who has nothing to do yet.
    idle: dict[str, UUID | None] = field(default_factory=dict)
    # For each coach of the unit a line of its plan for that client.
    rows: dict[str, UUID] = field(default_factory=dict)
    # Each coach, as one who can be asked to come along.
    coaches: dict[str, UUID | None] = field(default_factory=dict)
    absent_id: UUID = field(default_factory=uuid4)

    def address_facts(self, row: Row, names: set[str], whose: Whose, who: str) -> dict[str, Any]:
        """What stands in the address, by the names of its arguments."""
        return {name: self._fact(row, name, whose, who) for name in names}

    def _fact(self, row: Row, name: str, whose: Whose, who: str) -> Any:
        if name in {"kind", "part"} and row.endpoint.startswith("dispatch.download_"):
            return {"kind": "csv", "part": "invoice"}[name]
        if row.endpoint == "dispatch.note_call" and name == "kind":
            return "change_asked"
        if row.subject == "hours_link" and name == "token" and row.endpoint in BOTH:
            return self.own["token"]
        if whose is Whose.ABSENT:
            return ABSENT.get(name, self.absent_id)
        if name == "preview_id" and whose is Whose.OWN and who in self.previews:
            return self.previews[who]
        there = self.own if whose is Whose.OWN else self.foreign
        kind = name.removesuffix("_id")
        return there.get(f"{kind}:{STATES.get(row.endpoint, '')}", there.get(kind))


# A link to hours and one row of them: the link is good, the row is another's.
BOTH = frozenset(
    {"public.agree_linked", "public.reopen_linked", "public.counter_linked",
     "public.counter_linked_form"}
)  # fmt: skip
# Kinds that belong to nobody or are no rows: nobody else's exist, or only by a wrong word.
WITHOUT_FOREIGN = frozenset(
    {"link", "file", "open_page", "move", "part", "rule", "version", "cadence", "category",
     "weekday", "limit", "topic", "month", "week", "letter"}
)  # fmt: skip


def whose_of(row: Row) -> tuple[Whose, ...]:
    """Which things the addresses of an endpoint can name."""
    if row.subject == "none":
        return (Whose.OWN,)
    if row.subject == "kind":
        return (Whose.OWN, Whose.FOREIGN)
    if row.subject == "export":
        return (Whose.OWN,)
    if row.subject in WITHOUT_FOREIGN or row.endpoint in LINK_ONLY:
        return (Whose.OWN, Whose.ABSENT)
    return tuple(Whose)


LINK_ONLY = frozenset(
    {"public.linked_hours", "public.agree_all_linked", "public.renew_link", "public.linked_task",
     "public.keep_linked_task", "public.end_linked_task", "public.ask_for_call", "public.drop_call"}
)  # fmt: skip


def build(world: World) -> Things:
    """Everything, in a world that has only people so far."""
    things = Things()
    ours = Family(world.kalle, world.kaisa, world.carla, world.oona, world.units["U01"])
    things.own = _Builder(world, ours).build()
    things.foreign = _Builder(world, _strangers(world)).build()
    things.own |= {"kind": "tasks", "move": "hour", "role": "coach", "filename": "app.css"}
    things.own |= {"category": "garden", "weekday": 6, "limit": "lifting", "topic": "mood"}
    things.foreign |= {"kind": "clients"}
    things.own |= {"letter": "task_opened", "language": "fi", "number": reworded(world)}
    # What an own coach may note to arrange; a shift that fits everybody, and one that fits nobody.
    things.own |= {"lift": "get_pass", "shift:fitting": world.shift(day="ma", weeks=1)}
    things.foreign |= {"lift": "get_pass", "shift:fitting": world.shift(day="su", weeks=1)}
    other = world.user("Daavid", Role.DISPATCHER)
    things.own |= board_of(world, world.dina) | steps_of(world)
    things.foreign |= board_of(world, other)
    for who, actor in (("DI", world.dina), ("AD", world.aada)):
        things.previews[who] = _preview(world, actor)
    for who, coach in (("CO", world.carla), ("CU", world.celia), ("CZ", world.cleo)):
        things.coaches[who] = coach.user_id
        things.idle[who] = world.client("Joutilas", coach=coach).client_id
    for who in ("CO", "CU"):
        row = PlanRow(
            plan_id=things.own["plan"], client_id=things.idle[who],
            shift_id=things.own["shift:empty"],
        )  # fmt: skip
        things.rows[who] = world.add(row)
    things.own["preview"] = things.previews["DI"]
    opened = PublicTask(
        task_id=things.own["task"], place="Kallio", facts=["pay"], published_at=world.now
    )
    things.own["page"] = world.add(opened)
    things.foreign["preview"] = _preview(world, other)
    world.change(User, world.carla.user_id, demo_key="coach")
    with unit_of_work():
        add_state(seed=1, now=world.now)
    _add_links(world, things)
    return things


def _strangers(world: World) -> Family:
    """People of another firm and another unit, with whom nobody in the matrix has to do."""
    world.units["U03"] = world.add(
        Unit(code="U03", name="Vieras", neutral_name="Vieras", kind=UnitKind.DISABILITY,
             area="Espoo", lat=60.2, lon=24.7, phone="09 3")
    )  # fmt: skip
    firm = world.organisation("vieras", "Vieras Oy", OrganisationKind.COMPANY)
    coach = world.coach("Kimmo", unit="U03")
    return Family(
        world.client("Vieno", coach=coach),
        world.client("Veera", coach=coach),
        coach,
        world.user("Ville", Role.ORDERER, organisation_id=firm),
        world.units["U03"],
    )


def _preview(world: World, actor: Actor) -> UUID:
    kept, _report = imports.preview_import(
        actor, "units", SHEET, file_name="units.csv", now=world.now
    )
    assert kept is not None
    return kept


def _add_links(world: World, things: Things) -> None:
    """Links to the proposed hours of each family, as they were sent; and one to sign in."""
    hours.send_hours_links(now=world.now)
    with unit_of_work():
        for kind in ("sign_in", "invite"):
            _link, token = links.add_link(kind, world.oona.user_id, now=world.now)
            things.own[f"token:{kind}"] = token
    with unit_of_work():
        asked = things.own["task:asked"]
        things.own["token:task"] = task_links.add_link(
            world.oona.user_id, asked, until=world.now + timedelta(days=7), now=world.now
        )
    things.own["token:calendar"] = calendars.make_calendar(world.kalle, now=world.now)
    sent = world.all(OutboxMessage, OutboxMessage.template == "hours_to_agree")
    for letter in sent:
        token = json.loads(letter.facts or "{}")["path"].rpartition("/")[2]
        shift_id = hours_links.find_orderer(token, now=world.now)[1]
        for there in (things.own, things.foreign):
            if shift_id == there["shift:worked"]:
                there["token"] = token
    for there in (things.own, things.foreign):
        with unit_of_work():
            offer_links.send_again(there["offer"], now=world.now)
        key = OutboxMessage.dedupe_key.startswith(f"offer_reminder:{there['offer']}")
        path = json.loads(world.all(OutboxMessage, key)[0].facts or "{}")["path"]
        there["token:offer"] = path.rpartition("/")[2]
        for name in ("lost", "waited"):
            there[f"token:{name}"] = new_token()
            link = LinkToken(
                token_hash=token_hash(there[f"token:{name}"]), kind=offer_links.KIND,
                subject_id=there[f"offer:{name}"], created_at=world.now,
                expires_at=world.now + timedelta(hours=20),
            )  # fmt: skip
            world.add(link)


class _Builder:
    """Makes the things of one family, each at a time of its own."""

    def __init__(self, world: World, family: Family) -> None:
        self.world, self.family = world, family
        self.things: dict[str, Any] = {}
        self._slots = 0

    def build(self) -> dict[str, Any]:
        family = self.family
        self.things |= {
            "client": family.client.client_id,
            "neighbour": family.neighbour.client_id,
            "organisation": family.orderer.organisation_id,
            "month": "2026-11",
            "week": "2026-W48",
            "orderer": self.world.user(
                "Leena", Role.ORDERER, organisation_id=family.orderer.organisation_id
            ).user_id,
        }
        self.things |= coaching_of(self.world, family.client, family.coach)
        self._tasks()
        self._offers()
        self._attendances()
        self._hours()
        self._support()
        self._plans()
        self._asking()
        self._money()
        self.things |= workplaces_of(self.world, family.coach, family.client)
        self.things |= absences_of(self.world, family.client, family.coach, self.things)
        self.things |= plans_of(self.world, family.client, family.coach, self.things)
        return self.things

    def _money(self) -> None:
        """An allowance, and rules: one that came with the site, one that somebody entered."""
        world, family = self.world, self.family
        entry = AllowanceEntry(
            client_id=family.client.client_id, kind=AllowanceKind.EXPENSE_ALLOWANCE,
            month_on=date(2026, 11, 1), cents=3600, entered_by_id=family.coach.user_id,
            entered_at=world.now,
        )  # fmt: skip
        self.things["allowance"] = world.add(entry)
        self.things["rule"] = world.all(RuleValue)[0].id
        entered = RuleValue(
            key=f"sweep.{family.coach.user_id}", value="1", unit="days", source="kela.fi",
            valid_from=date(2026, 1, 1), entered_by_id=world.dina.user_id,
        )  # fmt: skip
        self.things["rule:entered"] = world.add(entered)
        first = world.all(EngagementVersion, EngagementVersion.model == EngagementModel.PARTNER)[0]
        self.things["version"] = first.id
        own_day = date(2028, 1, 1) + timedelta(days=world.count(EngagementVersion))
        version = EngagementVersion(
            model=first.model, employs=first.employs, pays=first.pays, invoices=first.invoices,
            directs=first.directs, needs_agreement=True, evidence=first.evidence,
            valid_from=own_day, source="Sopimus", entered_by_id=world.dina.user_id,
        )  # fmt: skip
        self.things["version:entered"] = world.add(version)

    def _asking(self) -> None:
        """A question to the client, a wish to the orderer, and a coach who is wished for."""
        world, family, empty = self.world, self.family, self.things["shift:empty"]
        question = Question(
            client_id=family.client.client_id, shift_id=empty, code="no_evenings",
            asked_by_id=family.coach.user_id, asked_at=world.now,
        )  # fmt: skip
        asked = self._shift()
        starts_at = world.get(Shift, asked).starts_at + timedelta(hours=1)
        change = ChangeRequest(
            shift_id=asked, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
            asked_by_id=family.coach.user_id, asked_at=world.now,
        )  # fmt: skip
        self.things["question"] = world.add(question)
        self.things["change"] = self.things["subject"] = world.add(change)
        wanted = world.booking(family.coach, self._shift(), state=BookingState.WANTED)
        self.things["booking:wanted"] = wanted

    def _plans(self) -> None:
        """A plan of the unit with one line, and one that is being made."""
        world, family = self.world, self.family
        monday = week_start(world.today)
        for name, weeks in ((PlanState.PROPOSED, 1), (PlanState.RUNNING, 2)):
            plan = WeekPlan(
                week_on=monday + timedelta(weeks=weeks), unit_id=family.unit_id, state=name,
                scope=Scope(family.unit_id).key, started_at=world.now,
            )  # fmt: skip
            self.things[f"plan:{name.value}"] = world.add(plan)
        self.things["plan"] = self.things["plan:proposed"]
        self._joint_plans()
        row = PlanRow(
            plan_id=self.things["plan"], client_id=family.client.client_id,
            shift_id=self.things["shift:empty"],
        )  # fmt: skip
        self.things["row"] = world.add(row)

    def _joint_plans(self) -> None:
        """The same for the units of the area, by way of a dispatcher."""
        monday, area = week_start(self.world.today), self.world.get(Unit, self.family.unit_id).area
        for name, state, weeks in (
            ("joint", PlanState.PROPOSED, 1), ("joint:running", PlanState.RUNNING, 2),
        ):  # fmt: skip
            plan = WeekPlan(
                week_on=monday + timedelta(weeks=weeks), area=area, state=state,
                scope=Scope(area=area).key, started_at=self.world.now,
            )  # fmt: skip
            self.things[f"plan:{name}"] = self.world.add(plan)

    def _skipping(self) -> UUID:
        """Open work every Friday but for Christmas Day."""
        task = self.world.open_task(orderer=self.family.orderer, day="pe", weeks=1)
        series_id = self.world.get(Shift, task.shift_id).series_id
        self.world.change(Series, series_id, recurrence="FREQ=WEEKLY", skips=["2026-12-25"])
        return task.id

    def _shift(self, **when: Any) -> UUID:
        """A shift with three places; at a free hour of the coming weeks unless told when."""
        if not when:
            self._slots += 1
            when = {"day": ("ti", "ke", "to", "pe")[self._slots % 4], "weeks": self._slots // 4 + 1}
        return self.world.shift(orderer=self.family.orderer, places=3, **when)

    def _task(self, state: TaskState) -> UUID:
        return self.world.task(orderer=self.family.orderer, state=state, weeks=1)

    def _tasks(self) -> None:
        self.things["task"] = self.world.open_task(orderer=self.family.orderer, weeks=2).id
        for name in ("draft", "submitted", "paused"):
            self.things[f"task:{name}"] = self._task(TaskState(name))
        self.things["task:skipping"] = self._skipping()
        asked = {"weeks": 3, "asked_at": self.world.now}
        self.things["task:asked"] = self.world.task(orderer=self.family.orderer, **asked)
        self.things["task:unfilled"] = self.world.task(
            orderer=self.family.orderer, state=TaskState.CLOSED, outcome=TaskOutcome.NOT_FILLED,
            closed_at=self.world.now,
        )  # fmt: skip
        self.things["shift:empty"] = self._shift()

    def _offers(self) -> None:
        client = self.family.client
        self.things["offer"] = self.world.offer(client, self._shift())
        accepted = self.world.offer(client, self._shift(), state=OfferState.ACCEPTED)
        self.things["offer:accepted"] = accepted
        for name in ("lost", "waited"):
            lost = self.world.offer(client, self._shift(), state=OfferState.FILLED_ELSEWHERE)
            self.things[f"offer:{name}"] = lost
        waitlist.wait(client, lost, now=self.world.now)

    def _attendances(self) -> None:
        world, client = self.world, self.family.client
        today = {"near": ("09:10", "12:00"), "begun": ("07:00", "08:00")}
        for name, (starts, ends) in today.items():
            shift_id = self._shift(day="ma", starts=starts, ends=ends)
            self.things[f"attendance:{name}"] = world.placed(client, shift_id)
            self.things[f"shift:{name}"] = shift_id
        here = self._shift(day="ma", starts="08:00", ends="09:05")
        self.things["attendance:checked_in"] = world.placed(
            client, here, state="checked_in", in_at=world.now
        )
        early = self._shift(day="ma", starts="05:00", ends="06:00")
        self.things["attendance:missed"] = world.placed(client, early, state="did_not_come")
        tomorrow = self._shift(day="ti", starts="10:00", ends="12:00")
        self.things["attendance:tomorrow"] = world.placed(client, tomorrow)
        shift_id = self._shift()
        self.things["shift"] = shift_id
        booked = self.things["attendance:booked"] = world.placed(client, shift_id)
        self.things["placement"] = world.get(Attendance, booked).placement_id
        unagreed = self._shift(day="ke", weeks=8, engagement_model=EngagementModel.APP)
        own = world.placed(client, unagreed)
        self.things["placement:unagreed"] = world.get(Attendance, own).placement_id
        agreement = world.all(WorkAgreement, WorkAgreement.client_id == client.client_id)[0]
        self.things["agreement"] = agreement.id
        self.things["booking"] = world.booking(self.family.coach, shift_id, [client])
        alone = self._shift()
        world.placed(client, alone)
        self.things["shift:unaccompanied"] = alone

    def _hours(self) -> None:
        for name in ("planned", "proposed", "countered", "agreed", "closed"):
            self._worked(name)
        things = self.things
        things["hours"] = things["hours:planned"]
        things["attendance"] = things["attendance:planned"]
        things["attendance:unsaid"] = things["attendance:proposed"]
        things["shift:worked"] = things["shift:proposed"]
        things["attendance:told"] = things["attendance:agreed"]
        hoped = OnwardWish(
            placement_id=things["placement"], client_id=things["client"], kind=Onward.MORE_HOURS,
            told_by_id=self.family.orderer.user_id, told_at=self.world.now,
        )  # fmt: skip
        things["wish"] = self.world.add(hoped)
        said = ShiftFeedback(
            attendance_id=things["attendance:told"], client_id=things["client"],
            feeling=Feeling.TALK, text="Kiitos", given_by_id=self.family.orderer.user_id,
            given_at=self.world.now,
        )  # fmt: skip
        self.world.add(said)
        self._linked()
        self.world.add(self._check_in())
        batch = ExportBatch(
            created_at=self.world.now, created_by_id=self.world.dina.user_id,
            until_on=self.world.today, row_count=1,
        )  # fmt: skip
        things["batch"] = self.world.add(batch)
        self.world.change(WorkedHours, things["hours:closed"], batch_id=batch.id)

    def _linked(self) -> None:
        """Hours of the neighbour on the shift that a link is about, agreed a moment ago."""
        neighbour, shift_id = self.family.neighbour, self.things["shift:worked"]
        row = self.world.performed(neighbour, shift_id, hours=HoursState.AGREED)
        self.things["hours:linked"] = row

    def _worked(self, name: str) -> None:
        """Hours in this state, of a shift of last week."""
        days = {"planned": "ma", "proposed": "ti", "countered": "ke", "agreed": "to"}
        shift_id = self._shift(day=days.get(name, "pe"), weeks=-1)
        row = self.world.performed(self.family.client, shift_id, hours=HoursState(name))
        self.things[f"hours:{name}"] = row
        self.things[f"shift:{name}"] = shift_id
        self.things[f"attendance:{name}"] = self.world.get(WorkedHours, row).attendance_id

    def _check_in(self) -> CheckIn:
        return CheckIn(
            attendance_id=self.things["attendance"], client_id=self.things["client"],
            face=Face.GOOD, answered_at=self.world.now,
        )  # fmt: skip

    def _support(self) -> None:
        world, family = self.world, self.family
        now = world.now
        alert = Alert(
            client_id=family.client.client_id, coach_id=family.coach.user_id, kind="too_hard",
            level="today", source_key=f"too_hard:{uuid4()}", raised_at=now,
            due_at=now + timedelta(days=1), shift_id=self.things["shift:planned"],
        )  # fmt: skip
        message = OutboxMessage(
            dedupe_key=f"sweep:{uuid4()}", template="tell_in_person", channel="coach",
            client_id=family.client.client_id, language="fi", state="to_tell", facts="{}",
            created_at=now, next_try_at=now,
        )  # fmt: skip
        device = EnrolledDevice(
            unit_id=family.unit_id, token_hash=new_token().encode(), label="Aula",
            created_at=now, created_by_id=family.coach.user_id,
        )  # fmt: skip
        self.things["alert"] = world.add(alert)
        self.things["message"] = world.add(message)
        self.things["device"] = world.add(device)
