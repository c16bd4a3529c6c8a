"""Every message the site sends: who reads it and what it says, in one table.

A client's message never tells what it is about: somebody else may be looking at the phone. A
coach's message never tells whom it is about. Only the placeholders in the texts are ever filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.domain.ending_messages import ABOUT_ENDINGS
from app.domain.message_text import COACH_LINE, Audience, MessageText
from app.domain.month_messages import ABOUT_MONTHS
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in somebody's language, ready to be sent."""

    subject: str
    body: str
    sms: str


_CLIENT_LINE = N_("Sinulle on uusi viesti Jobcenterissä. Avaa: %(link)s")
_CLIENT_SUBJECT = N_("Uusi viesti")
_CLIENT_BODY = N_(
    "Hei!\n\n"
    "Sinulle on uusi viesti Jobcenterissä.\n"
    "Avaa viesti tästä: %(link)s\n\n"
    "Tarvitsetko apua? Soita valmentajalle."
)


def _client() -> MessageText:
    """A message to a client: it says that there is something to read, never what."""
    return MessageText(Audience.CLIENT, _CLIENT_SUBJECT, _CLIENT_BODY, _CLIENT_LINE)


def _coach(subject: str, body: str) -> MessageText:
    """A message to a coach: what kind of thing waits, never whose."""
    return MessageText(Audience.COACH, subject, body, COACH_LINE)


_orderer = partial(MessageText, Audience.ORDERER)
_dispatcher = partial(MessageText, Audience.DISPATCHER)
_FOR_ORDERERS = {
    "task_received": _orderer(
        N_("Tilaus vastaanotettu: %(title)s"),
        N_(
            "Kiitos! Tarkistamme tilauksen %(title)s.\n"
            "Sen jälkeen etsimme tekijän. Näet tilanteen palvelusta: %(link)s"
        ),
        N_("Jobcenter: saimme tilauksesi. Tilanne: %(link)s"),
    ),
    "task_changes_requested": _orderer(
        N_("Tarvitsemme lisätietoa: %(title)s"),
        N_(
            "Tilauksesi %(title)s on melkein valmis. Pyydämme vielä muutosta:\n\n"
            "%(why)s\n\nMuokkaa tilausta tästä: %(link)s"
        ),
        N_("Jobcenter: pyydämme muutosta tilaukseesi. Muokkaa: %(link)s"),
    ),
    "task_opened": _orderer(
        N_("Etsimme nyt tekijää: %(title)s"),
        N_(
            "Tilauksesi %(title)s on tarkistettu ja avattu.\n"
            "Ilmoitamme, kun tekijä löytyy. Näet tilanteen palvelusta: %(link)s"
        ),
        N_("Jobcenter: tilauksesi on avattu, etsimme tekijää. Tilanne: %(link)s"),
    ),
    "task_refused": _orderer(
        N_("Emme voi välittää tilausta: %(title)s"),
        N_(
            "Emme voi välittää tilausta %(title)s. Syy:\n\n%(why)s\n\n"
            "Voit tehdä uuden tilauksen tai ottaa meihin yhteyttä: %(link)s"
        ),
        N_("Jobcenter: emme voi välittää tilaustasi. Lue syy: %(link)s"),
    ),
    "task_cancelled": _orderer(
        N_("Tilaus peruttu: %(title)s"),
        N_("Tilaus %(title)s on peruttu. Voit tilata uudelleen palvelussa: %(link)s"),
        N_("Jobcenter: tilaus on peruttu. Katso: %(link)s"),
    ),
    "worker_found": _orderer(
        N_("Tekijä löytyi: %(title)s"),
        N_("Tekijä löytyi tilaukseen %(title)s.\nKatso, kuka tulee ja milloin: %(link)s"),
        N_("Jobcenter: tekijä löytyi. Katso: %(link)s"),
    ),
    "worker_cannot_come": _orderer(
        N_("Tekijä ei pääse: %(title)s"),
        N_(
            "Tekijä ei valitettavasti pääse tilaukseen %(title)s.\n"
            "Etsimme jo toista. Näet tilanteen palvelusta: %(link)s"
        ),
        N_("Jobcenter: tekijä ei pääse. Etsimme toista. Tilanne: %(link)s"),
    ),
    "worker_at_door": _orderer(
        N_("Tekijä on ovella: %(title)s"),
        N_(
            "Tekijä on tullut vuorolle %(title)s, mutta ovi on kiinni.\n"
            "Avaathan oven heti. Numero, josta vastataan: %(link)s"
        ),
        N_("Jobcenter: tekijä on ovella ja ovi on kiinni. Avaathan oven. %(link)s"),
    ),
    "hours_to_agree": _orderer(
        N_("Hyväksy tunnit: %(title)s"),
        N_(
            "Työvuoro %(title)s on tehty. Tarkista ja hyväksy tunnit tästä linkistä, "
            "kirjautumista ei tarvita:\n\n%(link)s\n\n"
            "Voit myös ehdottaa muita tunteja."
        ),
        N_("Jobcenter: hyväksy tehdyt tunnit. %(link)s"),
    ),
    "change_asked": _orderer(
        N_("Valmentaja ehdottaa muutosta: %(title)s"),
        N_(
            "Tilaukseesi %(title)s löytyisi tekijä pienellä muutoksella.\n"
            "Katso ehdotus ja vastaa kyllä tai ei: %(link)s"
        ),
        N_("Jobcenter: valmentaja ehdottaa pientä muutosta. Vastaa: %(link)s"),
    ),
    "orderer_invited": _orderer(
        N_("Voit nyt tilata apua Jobcenterissä"),
        N_(
            "Kollegasi lisäsi sinut tilaajaksi Jobcenteriin.\n"
            "Kirjaudu tällä sähköpostiosoitteella. Salasanaa ei tarvita: %(link)s"
        ),
        N_("Jobcenter: voit nyt tilata apua. %(link)s"),
    ),
    "orderer_asks": _orderer(
        N_("%(name)s haluaa tilata organisaatiollesi"),
        N_(
            "%(name)s (%(email)s) haluaa tilata organisaatiosi nimissä.\n"
            "Jos hän kuuluu teihin, lisää hänet tästä: %(link)s\n"
            "Muuten sinun ei tarvitse tehdä mitään."
        ),
        N_("Jobcenter: uusi henkilö haluaa tilata. %(link)s"),
    ),
    "organisation_verified": _orderer(
        N_("Tervetuloa tilaajaksi"),
        N_("Organisaatiosi on tarkistettu. Voimme nyt avata tilauksesi: %(link)s"),
        N_("Jobcenter: organisaatiosi on tarkistettu. %(link)s"),
    ),
    "task_resumed": _orderer(
        N_("Tilaus jatkuu: %(title)s"),
        N_(
            "Tilauksen %(title)s tauko päättyi. Etsimme taas tekijää.\n"
            "Jos haluat jatkaa taukoa, tee se tästä: %(link)s"
        ),
        N_("Jobcenter: tilauksesi jatkuu tauon jälkeen. Katso: %(link)s"),
    ),
    "task_times_changed": _orderer(
        N_("Tilauksen ajat muuttuivat: %(title)s"),
        N_(
            "Tilauksen %(title)s ajat muuttuivat.\n"
            "Kerroimme siitä niille, joita se koskee. Katso uudet ajat: %(link)s"
        ),
        N_("Jobcenter: tilauksesi ajat muuttuivat. Katso: %(link)s"),
    ),
    "sign_in_link": _orderer(
        N_("Kirjautumislinkki"),
        N_(
            "Kirjaudu Jobcenteriin tästä linkistä:\n\n%(link)s\n\n"
            "Linkki toimii 10 minuuttia ja vain samassa selaimessa, jossa pyysit sen. "
            "Jos et pyytänyt linkkiä, sinun ei tarvitse tehdä mitään."
        ),
        N_("Jobcenter: kirjaudu tästä. %(link)s"),
    ),
}

_FOR_COACHES = {
    "offer_asked_coach": _coach(
        N_("Asiakas kysyy neuvoasi"),
        N_("Asiakkaasi haluaa puhua kanssasi tarjouksesta ennen kuin vastaa.\nKatso: %(link)s"),
    ),
    "offer_answered": _coach(
        N_("Tarjoukseen on vastattu"),
        N_("Asiakkaasi on vastannut tarjoukseen.\nKatso vastaus palvelusta: %(link)s"),
    ),
    "client_cannot_come": _coach(
        N_("Asiakas ei pääse työvuoroon"),
        N_("Asiakkaasi ei pääse työvuoroon. Ota yhteyttä asiakkaaseen.\nKatso: %(link)s"),
    ),
    "client_wants_to_stop": _coach(
        N_("Asiakas haluaa lopettaa työn"),
        N_("Asiakkaasi haluaa lopettaa työn. Soita hänelle tänään.\nKatso: %(link)s"),
    ),
    "alert_raised": _coach(
        N_("Uusi hälytys"),
        N_("Sinulle on uusi hälytys. Katso se palvelusta: %(link)s"),
    ),
    "help_on_site": _coach(
        N_("Työpaikalla tarvitaan sinua nyt"),
        N_("Vuorolla on jotain vialla. Soita heti. Katso, mistä on kyse: %(link)s"),
    ),
    "shift_cancelled_coach": _coach(
        N_("Työvuoro on peruttu"),
        N_("Asiakkaasi työvuoro on peruttu. Puhu asiakkaan kanssa.\nKatso: %(link)s"),
    ),
    "shift_moved_coach": _coach(
        N_("Työvuoron aika muuttui"),
        N_(
            "Asiakkaasi työvuoron aika muuttui. Kysymme häneltä, sopiiko uusi aika. "
            "Jos olit tulossa mukaan, varaa uusi aika.\nKatso: %(link)s"
        ),
    ),
    "site_news_coach": _coach(
        N_("Työpaikan tiedot muuttuivat"),
        N_("Työpaikka, johon olet tulossa mukaan, muutti tietojaan.\nKatso: %(link)s"),
    ),
    "worker_wanted": _coach(
        N_("Tilaaja toivoo tuttua tekijää"),
        N_(
            "Tilaaja toivoo asiakastasi uudelleen työhön. Asiakas vastaa yhtä vapaasti kuin aina."
            "\nKatso: %(link)s"
        ),
    ),
    "question_answered": _coach(
        N_("Asiakas vastasi kysymykseesi"),
        N_("Asiakkaasi vastasi kysymykseesi työstä.\nKatso: %(link)s"),
    ),
    "change_answered": _coach(
        N_("Tilaaja vastasi muutostoiveeseesi"),
        N_("Tilaaja vastasi toiveeseesi vuoron muutoksesta.\nKatso: %(link)s"),
    ),
    "colleague_told": _coach(
        N_("Kollega vinkkasi vuoron"),
        N_("Kollegasi arvelee, että avoin vuoro voisi sopia asiakkaallesi.\nKatso: %(link)s"),
    ),
    "agreement_missing": _coach(
        N_("Sopimuksen viite puuttuu"),
        N_(
            "Asiakkaasi työ on vahvistettu. Palkanmaksaja ei vielä tunne häntä. "
            "Kirjaa sopimuksen viite ennen ensimmäistä vuoroa.\nKatso: %(link)s"
        ),
    ),
    "presence_wanted": _coach(
        N_("Työvuoro, johon toivotaan valmentajaa"),
        N_("Työvuoroon tarvitaan valmentaja mukaan.\nKatso: %(link)s"),
    ),
    "hours_countered_coach": _coach(
        N_("Tilaaja ehdottaa muita tunteja"),
        N_("Tilaaja ehdottaa asiakkaasi vuoroon muita tunteja.\nKatso: %(link)s"),
    ),
    "tell_in_person": _coach(
        N_("Kerro asiakkaalle itse"),
        N_("Asiakkaallesi on viesti, joka kerrotaan kasvotusten.\nKatso: %(link)s"),
    ),
}

_FOR_DISPATCHERS = {
    "help_wanted_on_site": _dispatcher(
        N_("Vuorolla tarvitaan apua nyt: %(title)s"),
        N_(
            "Vuorolla %(title)s on jotain vialla, eikä kukaan yksiköstä ole vielä vastannut.\n"
            "Soita tilaajalle. Avaa: %(link)s"
        ),
        N_("Jobcenter: vuorolla tarvitaan apua nyt. %(link)s"),
    ),
    "change_asked_dispatch": _dispatcher(
        N_("Valmentaja ehdottaa muutosta: %(title)s"),
        N_("Valmentaja ehdottaa muutosta tilaukseen %(title)s.\nKatso: %(link)s"),
        N_("Jobcenter: valmentaja ehdottaa muutosta tilaukseen. %(link)s"),
    ),
    "organisation_registered": _dispatcher(
        N_("Uusi tilaaja: %(name)s"),
        N_("%(name)s haluaa tilata. Tarkista organisaatio: %(link)s"),
        N_("Jobcenter: uusi tilaaja tarkistettavana. %(link)s"),
    ),
    "task_submitted": _dispatcher(
        N_("Uusi tilaus tarkistettavaksi: %(title)s"),
        N_("Tilaus %(title)s odottaa tarkistusta.\nAvaa: %(link)s"),
        N_("Jobcenter: uusi tilaus odottaa tarkistusta. %(link)s"),
    ),
    "hours_stuck": _dispatcher(
        N_("Tunneista ei ole päästy sopuun: %(title)s"),
        N_("Tilauksen %(title)s tunnit odottavat ratkaisua.\nAvaa: %(link)s"),
        N_("Jobcenter: tunnit odottavat ratkaisua. %(link)s"),
    ),
}

_FOR_ANYBODY = {
    # Told by another way than the one that was changed, so it must not carry a way in.
    "credential_changed": MessageText(
        Audience.ANYBODY,
        N_("Kirjautumistapasi muuttui"),
        N_(
            "Jobcenterin kirjautumistapasi muuttui. Jos et tehnyt muutosta itse, "
            "ota heti yhteyttä yksikköösi tai Jobcenteriin."
        ),
        N_("Jobcenter: kirjautumistapasi muuttui. Jos et tehnyt sitä itse, ota yhteyttä."),
    ),
    "invite": MessageText(
        Audience.ANYBODY,
        N_("Tervetuloa Jobcenteriin"),
        N_(
            "Sinulle on tehty tunnus Jobcenteriin. Tee kirjautumistapa tästä linkistä:\n\n"
            "%(link)s\n\nLinkki toimii 7 päivää ja vain kerran."
        ),
        N_("Jobcenter: tee kirjautumistapasi tästä. %(link)s"),
    ),
    "feedback": MessageText(
        Audience.ANYBODY,
        N_("Palautetta palvelusta"),
        N_("%(text)s\n\nYhteystieto: %(contact)s"),
        N_("Jobcenter: palvelusta on annettu palautetta."),
    ),
}

_FOR_CLIENTS = {
    key: _client()
    for key in (
        "offer_new",
        "question_new",
        "offer_reminder",
        "offer_confirmed",
        "offer_filled_elsewhere",
        "offer_withdrawn",
        "offer_changed",
        "shift_reminder",
        "shift_cancelled",
        "shift_moved",
        "site_news",
        "hours_countered",
        "hours_agreed",
        "pairing_done",
        "card_locked",
    )
}


def _heard(line: str) -> MessageText:
    return MessageText(Audience.CLIENT, _CLIENT_SUBJECT, line, line)


# The answers to a client's own text message: one line each, and as silent about the matter.
REPLIES: Mapping[str, MessageText] = {
    "reply_heard": _heard(N_("Kiitos! Vastauksesi tuli perille.")),
    "reply_to_coach": _heard(N_("Kiitos viestistä! Valmentajasi soittaa sinulle.")),
    "reply_stopped": _heard(N_("Selvä. Emme lähetä enää tekstiviestejä.")),
}

MESSAGES: Mapping[str, MessageText] = MappingProxyType(
    _FOR_ORDERERS
    | {**ABOUT_ENDINGS, **ABOUT_MONTHS}
    | _FOR_COACHES
    | _FOR_DISPATCHERS
    | _FOR_ANYBODY
    | _FOR_CLIENTS
    | {**REPLIES}
)

# What can't wait until somebody reads the mail.
URGENT = frozenset({"help_on_site", "help_wanted_on_site", "worker_at_door"})

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def discreet(key: str) -> MessageText:
    """What goes out when a client must not be seen: the one line and nothing else."""
    message = MESSAGES[key]
    if message.audience is not Audience.CLIENT or key in REPLIES:
        return message
    return MessageText(Audience.CLIENT, _CLIENT_SUBJECT, _CLIENT_LINE, _CLIENT_LINE)


def placeholders(key: str) -> frozenset[str]:
    """The names of the facts that a message needs."""
    message = MESSAGES[key]
    body = "".join(message.paragraphs)
    return frozenset(_PLACEHOLDER.findall(message.subject + body + message.sms))


def _fill(text: str, facts: Mapping[str, Any], gettext: Callable[[str], str]) -> str:
    # Only placeholders are replaced, so that a per cent sign in a fact or a text does no harm.
    return _PLACEHOLDER.sub(lambda found: str(facts[found[1]]), gettext(text))


def render(
    key: str,
    facts: Mapping[str, Any],
    gettext: Callable[[str], str] = N_,
    *,
    be_discreet: bool = False,
) -> Rendered:
    """The message in words. Raises: KeyError for an unknown key or a missing fact."""
    message = discreet(key) if be_discreet else MESSAGES[key]
    subject = " ".join(_fill(message.subject, facts, gettext).split())
    body = "\n\n".join(_fill(part, facts, gettext) for part in message.paragraphs)
    return Rendered(subject, body, _fill(message.sms, facts, gettext))
