"""The menu of each role: at most five pages, in the order of the day.

Every page is in here or on the named list of pages one comes to another way (`tests/test_habits`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext

from app.domain.vocabulary import Role
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.policy import Actor

Entry = tuple[str, str]

_ORDERER: Sequence[Entry] = (
    ("orderer.home", N_("Etusivu")),
    ("orderer.list_tasks", N_("Tilaukset")),
    ("orderer.new_task", N_("Tilaa tekijä")),
    ("orderer.list_hours", N_("Tunnit")),
)
MENUS: Mapping[Role, Sequence[Entry]] = {
    Role.ORDERER: _ORDERER,
    Role.ORDERER_ADMIN: _ORDERER,
    Role.CLIENT: (
        ("client.home", N_("Etusivu")),
        ("client.week", N_("Oma viikko")),
        ("client.list_fitting", N_("Sopivat työt")),
        ("client.show_money", N_("Rahani")),
        ("client.me", N_("Minun asiani")),
    ),
    Role.COACH: (
        ("coach.home", N_("Tällä viikolla")),
        ("coach.list_clients", N_("Asiakkaat")),
        ("coach.list_tasks", N_("Avoimet työt")),
        ("coach.list_offers", N_("Tarjoukset")),
        ("coach.list_notes", N_("Tukikäynnit")),
    ),
    Role.UNIT_MANAGER: (
        ("manager.home", N_("Etusivu")),
        ("manager.list_opened_cards", N_("Avatut kortit")),
    ),
    Role.DISPATCHER: (
        ("dispatch.home", N_("Saapuneet")),
        ("dispatch.board", N_("Tilanne")),
        ("dispatch.list_hours", N_("Tunnit")),
        ("dispatch.list_organisations", N_("Tilaajat")),
        ("imports.index", N_("Tuonti")),
    ),
    Role.ADMINISTRATOR: (
        ("imports.index", N_("Tuonti")),
        ("admin.list_staff", N_("Henkilöstö")),
        ("admin.list_rules", N_("Säännöt")),
        ("admin.list_letters", N_("Viestit")),
    ),
    Role.AUDITOR: (("audit.list_events", N_("Käyttöloki")),),
}


def home_endpoint(actor: Actor) -> str:
    """The first page of a person's menu, else the front page."""
    menu = MENUS.get(actor.role, ()) if actor.role else ()
    return menu[0][0] if menu else "public.start"


def menu_of(actor: Actor) -> list[tuple[str, str, bool]]:
    """Address, words and whether it is the present page, for each entry of a person's menu."""
    entries = MENUS.get(actor.role, ()) if actor.role else ()
    here = request.endpoint
    return [(url_for(endpoint), gettext(text), endpoint == here) for endpoint, text in entries]
