"""What the demo's coach keeps with the own people: goals, things to see to, holidays of coaches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.demo.cast import PEOPLE
from app.domain.calendar import local_day
from app.domain.readiness import ReadyState, ReadyThing
from app.services import goals, handovers, readiness, vocational_profiles
from app.services.handovers import Wanted
from app.services.readiness import Ready
from app.services.vocational_profiles import Learned
from app.store import handovers as people_of
from app.store import vocational_profiles as asked_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.cli.demo.cast import Cast
    from app.domain.policy import Actor

GOALS = (
    ("Kalle", "Haluan tehdä töitä kahtena päivänä viikossa.", 30),
    ("Kaisa", "Haluan oppia leipomaan oikeassa kahvilassa.", 12),
)


def keep(cast: Cast, *, now: datetime) -> None:
    """Goals, two things to see to, what helps; a holiday that is over and one that is asked for."""
    coach, colleague = cast[PEOPLE["coach"]], cast[PEOPLE["coach_same_unit"]]
    for name, words, days in GOALS:
        when = now - timedelta(days=days)
        goals.say_goal(coach, cast.client_id(name), words, now=when)
    kalle = cast.client_id("Kalle")
    readiness.write_helps(
        coach, kalle, "Kuvat ja yksi ohje kerrallaan auttavat sinua.",
        "Työpaikalla on rauhallinen paikka tauolle.", now=now - timedelta(days=25),
    )  # fmt: skip
    soon = local_day(now) + timedelta(days=9)
    tax = Ready(ReadyThing.TAX_CARD, ReadyState.TO_DO, "Tilaamme sen yhdessä netistä.", soon)
    bank = Ready(ReadyThing.BANK_ACCOUNT, ReadyState.IN_ORDER)
    for ready, days in ((bank, 20), (tax, 4)):
        readiness.keep_item(coach, kalle, ready, now=now - timedelta(days=days))
    _learn(coach, kalle, now)
    _holidays(coach, colleague, now)


def _learn(coach: Actor, client_id: UUID, now: datetime) -> None:
    """What Kalle and the coach have learned from his longest work; the rest is still asked for."""
    jobs = [one for one in asked_of.list_asked(coach, now=now) if one.client_id == client_id]
    learned = Learned(
        "Tulit ajoissa joka kerta.", "Iso huone ja melu väsyttivät.",
        "Kuvat ja lyhyt tauko auttoivat.", "Etsimme rauhallista työtä ihmisten parissa.",
    )  # fmt: skip
    for job in jobs[:1]:
        vocational_profiles.write_profile(
            coach, job.placement_id, learned, now=now - timedelta(days=2)
        )


def _holidays(coach: Actor, colleague: Actor, now: datetime) -> None:
    """The colleague looked after two people in October; now the colleague asks the same."""
    then = now - timedelta(days=34)
    past = handovers.propose(coach, _wanted(coach, colleague, then), now=then)
    handovers.accept(colleague, past, now=then + timedelta(hours=2))
    when = now - timedelta(hours=20)
    handovers.propose(colleague, _wanted(colleague, coach, when), now=when)


def _wanted(giver: Actor, taker: Actor, when: datetime) -> Wanted:
    """Two people for a week, from four days on."""
    if giver.user_id is None or taker.user_id is None:
        raise ValueError("coaches can sign in")
    first = local_day(when) + timedelta(days=4)
    own = people_of.list_own_people(giver.user_id, on=local_day(when))
    chosen = [client_id for client_id, _name in own[:2]]
    return Wanted(giver.user_id, taker.user_id, first, first + timedelta(days=6), chosen)
