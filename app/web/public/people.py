"""The people whom one can be in the demo, in the words of its front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.vocabulary import Role
from app.domain.words import N_
from app.web.shared.nav import MENUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.store.demo import DemoPerson


@dataclass(frozen=True)
class Part:
    """A part one can play: its words, picture and colour. Hidden ones are for tests and sweeps."""

    role: Role
    title: str
    text: str = ""
    picture: str = ""
    tone: str = "fog"
    hidden: bool = False


PARTS: Mapping[str, Part] = {
    "orderer": Part(
        Role.ORDERER,
        N_("Tilaaja, palvelutalo"),
        N_("Tilaa tekijän, näkee kuka tulee ja hyväksyy tunnit."),
        "elderly_assist",
        "engel",
    ),
    "orderer_other": Part(
        Role.ORDERER,
        N_("Tilaaja, kiinteistöyhtiö"),
        N_("Tilaa töitä pihalle ja porraskäytäviin."),
        "property",
        "engel",
    ),
    "orderer_admin": Part(Role.ORDERER_ADMIN, N_("Tilaajan pääkäyttäjä"), hidden=True),
    "dispatcher": Part(
        Role.DISPATCHER,
        N_("Jobcenter-koordinaattori"),
        N_("Tarkistaa tilaukset ja huolehtii, että vuorot täyttyvät."),
        "plan",
        "metro",
    ),
    "coach": Part(
        Role.COACH,
        N_("Valmentaja"),
        N_("Etsii asiakkailleen sopivan työn, lähtee mukaan ja kirjaa tuen."),
        "coach",
        "copper",
    ),
    "coach_same_unit": Part(Role.COACH, N_("Valmentaja samasta yksiköstä"), hidden=True),
    "coach_other": Part(
        Role.COACH,
        N_("Valmentaja, toinen yksikkö"),
        N_("Näkee omat asiakkaansa, ei naapurin asiakkaita."),
        "coach",
        "copper",
    ),
    "client": Part(
        Role.CLIENT,
        N_("Asiakas"),
        N_("Saa työtarjouksen, päättää itse ja käy työssä."),
        "yes",
        "fog",
    ),
    "client_other": Part(
        Role.CLIENT,
        N_("Toinen asiakas"),
        N_("Toinen ihminen, toiset toiveet ja rajat."),
        "garden",
        "fog",
    ),
    "responsible_worker": Part(
        Role.RESPONSIBLE_WORKER,
        N_("Vastuutyöntekijä"),
        N_("Vastaa asiakkaan palveluista ja seuraa, miten työ sujuu."),
        "who",
        "copper",
    ),
    "unit_manager": Part(
        Role.UNIT_MANAGER,
        N_("Yksikön esihenkilö"),
        N_("Näkee yksikkönsä tilanteen ja luvut."),
        "team",
        "suomenlinna",
    ),
    "unit_manager_other": Part(Role.UNIT_MANAGER, N_("Toisen yksikön esihenkilö"), hidden=True),
    "coordinator": Part(
        Role.COORDINATOR,
        N_("Työkykykoordinaattori"),
        N_("Pitää asiakkaan palvelupolun koossa."),
        "walk",
        "suomenlinna",
    ),
    "network_member": Part(
        Role.NETWORK_MEMBER,
        N_("Verkoston jäsen"),
        N_("Antaa neuvoja viikoittaisessa konsultaatiossa."),
        "people",
        "suomenlinna",
    ),
    "regional_coordinator": Part(
        Role.REGIONAL_COORDINATOR,
        N_("Alueellinen työkykykoordinaattori"),
        N_("Seuraa koko alueen tuloksia."),
        "where",
        "suomenlinna",
    ),
    "administrator": Part(
        Role.ADMINISTRATOR,
        N_("Pääkäyttäjä"),
        N_("Tuo tiedot palveluun ja hoitaa henkilöstön."),
        "settings",
        "silver",
    ),
    "auditor": Part(
        Role.AUDITOR,
        N_("Lokien tarkastaja"),
        N_("Näkee, kuka on katsonut tietoja ja miksi."),
        "seen_by",
        "silver",
    ),
}


def offered(people: Mapping[str, DemoPerson]) -> Iterator[tuple[str, Part, DemoPerson]]:
    """The parts with a person and pages of their own, in the order of the front page."""
    for key, part in PARTS.items():
        if not part.hidden and key in people and MENUS.get(part.role):
            yield key, part, people[key]
