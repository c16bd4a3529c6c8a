"""Words for what the trail says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.vocabulary import Role
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROLE_NAMES: Mapping[Role, str] = {
    Role.ORDERER: N_("Tilaaja"),
    Role.ORDERER_ADMIN: N_("Tilaajan pääkäyttäjä"),
    Role.CLIENT: N_("Asiakas"),
    Role.COACH: N_("Valmentaja"),
    Role.RESPONSIBLE_WORKER: N_("Vastuutyöntekijä"),
    Role.DISPATCHER: N_("Jobcenter-koordinaattori"),
    Role.UNIT_MANAGER: N_("Yksikön esihenkilö"),
    Role.COORDINATOR: N_("Työkykykoordinaattori"),
    Role.NETWORK_MEMBER: N_("Verkoston jäsen"),
    Role.REGIONAL_COORDINATOR: N_("Alueellinen työkykykoordinaattori"),
    Role.ADMINISTRATOR: N_("Pääkäyttäjä"),
    Role.AUDITOR: N_("Lokien tarkastaja"),
}
_SYSTEM = N_("Järjestelmä")
ACTIONS: Mapping[str, str] = {
    "read": N_("Katsoi"),
    "list": N_("Katsoi luetteloa"),
    "create": N_("Lisäsi"),
    "update": N_("Muutti"),
    "delete": N_("Poisti"),
    "disclose": N_("Luovutti"),
    "deny": N_("Pääsy estyi"),
    "login": N_("Kirjautui"),
    "export": N_("Vei tiedostoon"),
    "import": N_("Toi tiedostosta"),
}
PURPOSES: Mapping[str, str] = {
    "support": N_("tuki"),
    "offer": N_("työn välitys"),
    "consultation": N_("konsultaatio"),
    "supervision": N_("valvonta"),
    "own_data": N_("omat tiedot"),
    "assisted": N_("valmentajan vieressä"),
    "break_glass": N_("poikkeuslupa"),
    "system": N_("järjestelmä"),
    "hours": N_("tunnit"),
}


def action_word(action: str) -> str:
    return gettext(ACTIONS[action]) if action in ACTIONS else action


def purpose_word(purpose: str) -> str:
    return gettext(PURPOSES[purpose]) if purpose in PURPOSES else purpose


def role_word(role: str) -> str:
    """What a role is called; nobody signed in is the system itself."""
    names = {str(code): text for code, text in ROLE_NAMES.items()}
    return str(gettext(names.get(role, _SYSTEM)))


FILTERS: dict[str, Callable[..., Any]] = {
    "action_word": action_word,
    "purpose_word": purpose_word,
    "role_word": role_word,
}
