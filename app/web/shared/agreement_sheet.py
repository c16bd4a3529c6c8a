"""The paper of an agreement in the client's own language: who agrees, on what, and room to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.calendar import local_day
from app.domain.sheets import Block, Sheet
from app.domain.words import N_
from app.web.shared.formats import clock_words, day_words, money
from app.web.shared.language import HTML_LANG, locale, spoken
from app.web.shared.words_engagement import QUESTIONS, party_word
from app.web.shared.words_library import shown_words
from app.web.shared.words_tasks import place_words, recurrence_words

if TYPE_CHECKING:
    from datetime import date

    from app.store.agreement_papers import Paper

Pairs = tuple[tuple[str, str], ...]


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def make_agreement_sheet(paper: Paper) -> Sheet:
    """The paper of one client at one task. It tells an employer nothing of support or benefits."""
    with spoken(paper.language):
        return Sheet(
            title=_(N_("Sopimus työstä")),
            about=_(N_("Lue paperi rauhassa. Kysy, jos jokin on epäselvää.")),
            lang=HTML_LANG[paper.language],
            blocks=(
                _parties(paper), _duties(paper), _work(paper), _times(paper), _pay(paper),
                _validity(paper), _names(),
            ),
            note=_(N_("Jobcenter ei säilytä tätä paperia.")),
        )  # fmt: skip


def _parties(paper: Paper) -> Block:
    organisation, found = paper.task.organisation, paper.found
    orderer = " ".join(filter(None, (organisation.name, organisation.business_id)))
    own = found is not None and found.employer_is_orderer
    employer = orderer if own else party_word(found.employs) if found else ""
    pairs = _said(
        (N_("Työnantaja"), employer), (N_("Tilaaja"), orderer), (N_("Tekijä"), paper.first_name)
    )
    blanks = [] if own else [_(N_("Työnantajan nimi"))]
    return Block(_(N_("Ketkä sopivat")), pairs=pairs, blanks=(*blanks, _(N_("Tekijän koko nimi"))))


def _duties(paper: Paper) -> Block:
    found = paper.found
    if found is None:
        lines = (_(N_("Tämä on vielä auki. Kirjoita tähän, kuka maksaa palkan.")),)
        return Block(_(N_("Kuka vastaa mistäkin?")), lines, blanks=(_(N_("Maksaa palkan")),))
    # The employer stands by name above.
    asked = [(name, text) for name, text in QUESTIONS.items() if name != "employs"]
    pairs = _said(*((text, party_word(getattr(found, name))) for name, text in asked))
    unsure = _(N_("Tämä voi vielä muuttua. Tarkista se ennen kuin kirjoitat nimesi."))
    return Block(_(N_("Kuka vastaa mistäkin?")), () if found.confirmed else (unsure,), pairs)


def _work(paper: Paper) -> Block:
    task = paper.task
    who = ", ".join(filter(None, (task.contact_name, task.contact_phone)))
    pairs = _said(
        (N_("Mikä"), shown_words(task.title)), (N_("Mitä teet"), shown_words(task.description)),
        (N_("Missä"), place_words(task.site)), (N_("Kuka auttaa"), who),
    )  # fmt: skip
    return Block(_(N_("Työ")), pairs=pairs)


def _times(paper: Paper) -> Block:
    lines = [
        f"{_day(local_day(starts))}, {clock_words(starts, ends, locale())}"
        for starts, ends in paper.times
    ]
    often = recurrence_words(paper.recurrence)
    pairs = _said((N_("Työ toistuu"), often))
    return Block(_(N_("Milloin")), tuple(lines) or (_day(paper.first_on),), pairs)


def _pay(paper: Paper) -> Block:
    cents = paper.task.pay_cents_per_hour
    lines = (_(N_("Saat palkan tunneista, jotka on hyväksytty.")),)
    if cents is None:
        return Block(_(N_("Palkka")), lines, blanks=(_(N_("Palkka tunnissa")),))
    return Block(_(N_("Palkka")), lines, _said((N_("Palkka tunnissa"), money(cents, locale()))))


def _validity(paper: Paper) -> Block:
    kept = paper.agreement
    if kept is None:
        blanks = _(N_("Alkaa")), _(N_("Päättyy")), _(N_("Viite, jolla maksaja tuntee tekijän"))
        return Block(_(N_("Voimassa")), blanks=blanks)
    until = _day(kept.to_on) if kept.to_on else _(N_("Ei ole sovittu"))
    pairs = _said(
        (N_("Alkaa"), _day(kept.from_on)), (N_("Päättyy"), until),
        (N_("Viite, jolla maksaja tuntee tekijän"), kept.reference),
    )  # fmt: skip
    return Block(_(N_("Voimassa")), pairs=pairs)


def _names() -> Block:
    blanks = _(N_("Paikka ja päivä")), _(N_("Työnantaja")), _(N_("Tekijä"))
    return Block(_(N_("Nimet")), blanks=blanks)


def _day(day: date) -> str:
    """The day without "tomorrow": a paper is read on other days too."""
    return day_words(day, day, locale()).split(", ")[-1] + f" {day.year}"


def _said(*pairs: tuple[str, str]) -> Pairs:
    """The pairs that say something, their names in the language of the paper."""
    return tuple((_(name), text) for name, text in pairs if text)
