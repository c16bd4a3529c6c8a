"""The demo's workplaces: whom the coach has visited, what was promised, what work is thought of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from app.cli.demo.cast import HOME, PEOPLE
from app.domain.calendar import local_day
from app.domain.employers import Contact, ContactWay, IdeaStage, Promiser
from app.domain.vocabulary import Category
from app.services import employer_contacts, employers

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.cli.demo.cast import Cast
    from app.domain.policy import Actor

Row = tuple[int, ContactWay, str, str, str | None, Category | None]
_FACE, _PHONE = ContactWay.FACE_TO_FACE, ContactWay.PHONE
# Days ago, how, with whom, what was learned, for whom and which wish of theirs.
CAFE = (
    (27, _FACE, "Pirjo", "Aamut ovat kiireisimpiä, kello 7–9.", "Kaisa", Category.KITCHEN),
    (13, _FACE, "Pirjo ja Ali", "Ali neuvoo mielellään. Ensimmäinen kerta kahdestaan.", "Kaisa",
     Category.KITCHEN),
    (5, _PHONE, "Pirjo", "", "Kaisa", Category.KITCHEN),
)  # fmt: skip
SHOP = (
    (20, _FACE, "Jaana", "Hyllyjen täyttö maanantaisin. Päätökset tekee Jaana.", "Kalle", None),
    (6, _FACE, "Jaana", "Tarvitsevat apua pullonpalautukseen.", "Kalle", None),
)
SERVICE_HOME = (
    (24, _FACE, "Raija", "Asukkaat odottavat kahviseuraa iltapäivisin.", "Kalle", None),
    (10, _FACE, "Raija", "", "Kalle", None),
    (3, _PHONE, "Raija", "Uusi osasto aukeaa tammikuussa.", None, None),
)


def keep(cast: Cast, *, now: datetime) -> None:
    """Three workplaces of the coach's unit, as its coaches kept them in the last month."""
    coach, colleague = cast[PEOPLE["coach"]], cast[PEOPLE["coach_same_unit"]]
    since = now - timedelta(days=28)
    home = employers.add_employer(
        coach, "", "Kallio", "Raija, 09 310 1234", organisation_id=cast[HOME].organisation_id,
        now=since,
    )  # fmt: skip
    cafe = employers.add_employer(coach, "Kahvila Kulma", "Vallila", "Pirjo", now=since)
    shop = employers.add_employer(colleague, "Lähikauppa Lumi", "Pasila", "Jaana", now=since)
    for place, rows in ((home, SERVICE_HOME), (cafe, CAFE), (shop, SHOP)):
        _write(cast, coach, place, rows, now)
    _promise(coach, cafe, shop, now)
    _think(coach, cafe, now)


def _write(cast: Cast, coach: Actor, place: UUID, rows: tuple[Row, ...], now: datetime) -> None:
    for days, way, whom, learned, name, wish in rows:
        when = now - timedelta(days=days)
        contact = Contact(way, _workday(local_day(when)), whom, learned, wish)
        clients = [cast.client_id(name)] if name else []
        employer_contacts.write_contact(
            coach, place, contact, client_ids=clients, draft_key=uuid5(place, str(days)), now=when
        )


def _workday(day: date) -> date:
    """The day itself, or the Friday before its weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _promise(coach: Actor, cafe: UUID, shop: UUID, now: datetime) -> None:
    """One kept, one late, one ahead; and a visit that is next."""
    before, today = now - timedelta(days=12), local_day(now)
    kept = employers.promise(
        coach,
        cafe,
        Promiser.US,
        "Lähetämme tehtävän vaiheet kuvina.",
        local_day(before),
        now=before,
    )
    employers.settle_promise(coach, kept, kept=True, now=before + timedelta(days=1))
    employers.promise(
        coach, cafe, Promiser.US, "Soitan palkkatuesta.", today - timedelta(days=1), now=before
    )
    employers.promise(
        coach,
        shop,
        Promiser.THEM,
        "Jaana kysyy luvan ketjulta.",
        today + timedelta(days=6),
        now=now,
    )
    employers.plan_visit(coach, shop, today + timedelta(days=2), version=1, now=now)


def _think(coach: Actor, cafe: UUID, now: datetime) -> None:
    for words, stages in (
        ("Pöytien pyyhkiminen aamulla", (IdeaStage.TALKED, IdeaStage.AGREED)),
        ("Leipien pussitus", ()),
    ):
        idea = employers.add_idea(coach, cafe, words, now=now - timedelta(days=13))
        for stage in stages:
            employers.move_idea(coach, idea, stage, now=now - timedelta(days=5))
