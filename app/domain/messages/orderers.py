"""What is written to orderers about their orders and their organisation."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.text import Audience, MessageText, to_orderer
from app.domain.organisations import REFUSAL_WORDS
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFUSED = N_("Emme voi nyt ottaa tilauksiasi")
_REFUSED_SMS = N_("Jobcenter: emme voi nyt ottaa tilauksiasi. Soita meille: %(phone)s.")
# The sentence about the reason, and what was said besides, stand between these two.
_BEGINS = N_("Kiitos kiinnostuksesta! Emme voi nyt ottaa tilauksia organisaatiolta %(name)s.")
_NEXT = N_(
    "Suljimme tilaukset, jotka odottivat, ja kirjautuminen päättyi. "
    "Jos tässä on erehdys, soita meille numeroon %(phone)s. Katsotaan asia yhdessä."
)


def _refused(*why: str) -> MessageText:
    parts = (_BEGINS, *why, "%(words)s", _NEXT)
    return MessageText(Audience.ORDERER, _REFUSED, "", _REFUSED_SMS, parts)


FOR_ORDERERS: Mapping[str, MessageText] = MappingProxyType(
    {
        "task_received": to_orderer(
            N_("Tilaus vastaanotettu: %(title)s"),
            N_(
                "Kiitos! Tarkistamme tilauksen %(title)s.\n"
                "Sen jälkeen etsimme tekijän. Näet tilanteen palvelusta: %(link)s"
            ),
            N_("Jobcenter: saimme tilauksesi. Tilanne: %(link)s"),
        ),
        "task_changes_requested": to_orderer(
            N_("Tarvitsemme lisätietoa: %(title)s"),
            N_(
                "Tilauksesi %(title)s on melkein valmis. Pyydämme vielä muutosta:\n\n"
                "%(why)s\n\nMuokkaa tilausta tästä: %(link)s"
            ),
            N_("Jobcenter: pyydämme muutosta tilaukseesi. Muokkaa: %(link)s"),
        ),
        "task_opened": to_orderer(
            N_("Etsimme nyt tekijää: %(title)s"),
            N_(
                "Tilauksesi %(title)s on tarkistettu ja avattu.\n"
                "Ilmoitamme, kun tekijä löytyy. Näet tilanteen palvelusta: %(link)s"
            ),
            N_("Jobcenter: tilauksesi on avattu, etsimme tekijää. Tilanne: %(link)s"),
        ),
        "task_refused": to_orderer(
            N_("Emme voi välittää tilausta: %(title)s"),
            N_(
                "Emme voi välittää tilausta %(title)s. Syy:\n\n%(why)s\n\n"
                "Voit tehdä uuden tilauksen tai ottaa meihin yhteyttä: %(link)s"
            ),
            N_("Jobcenter: emme voi välittää tilaustasi. Lue syy: %(link)s"),
        ),
        "task_cancelled": to_orderer(
            N_("Tilaus peruttu: %(title)s"),
            N_("Tilaus %(title)s on peruttu. Voit tilata uudelleen palvelussa: %(link)s"),
            N_("Jobcenter: tilaus on peruttu. Katso: %(link)s"),
        ),
        "worker_found": to_orderer(
            N_("Tekijä löytyi: %(title)s"),
            N_("Tekijä löytyi tilaukseen %(title)s.\nKatso, kuka tulee ja milloin: %(link)s"),
            N_("Jobcenter: tekijä löytyi. Katso: %(link)s"),
        ),
        "worker_cannot_come": to_orderer(
            N_("Tekijä ei pääse: %(title)s"),
            N_(
                "Tekijä ei valitettavasti pääse tilaukseen %(title)s.\n"
                "Etsimme jo toista. Näet tilanteen palvelusta: %(link)s"
            ),
            N_("Jobcenter: tekijä ei pääse. Etsimme toista. Tilanne: %(link)s"),
        ),
        "coach_changed_orderer": to_orderer(
            N_("Toinen valmentaja tulee mukaan: %(title)s"),
            N_(
                "Tilauksen %(title)s vuorolle tulee mukaan toinen valmentaja.\n"
                "Muu pysyy ennallaan. Näet vuoron palvelusta: %(link)s"
            ),
            N_("Jobcenter: vuorolle tulee mukaan toinen valmentaja. Katso: %(link)s"),
        ),
        "coach_away_orderer": to_orderer(
            N_("Valmentaja on poissa: %(title)s"),
            N_(
                "Tilauksen %(title)s vuorolle ei pääse valmentajaa.\n"
                "Kysymme tekijältä, tuleeko hän yksin, ja kerromme sen. Katso: %(link)s"
            ),
            N_("Jobcenter: valmentaja ei pääse vuorolle. Kerromme pian lisää. Katso: %(link)s"),
        ),
        "coach_alone_orderer": to_orderer(
            N_("Tekijä tulee ilman valmentajaa: %(title)s"),
            N_(
                "Tekijä on sanonut tulevansa tilauksen %(title)s vuorolle ilman valmentajaa.\n"
                "Näet vuoron palvelusta: %(link)s"
            ),
            N_("Jobcenter: tekijä tulee ilman valmentajaa. Katso: %(link)s"),
        ),
        "coach_away_move": to_orderer(
            N_("Vuoro pitää siirtää: %(title)s"),
            N_(
                "Tilauksen %(title)s vuorolle ei pääse valmentajaa, ja ilman häntä vuoroa ei voi "
                "tehdä.\nSovitaan toinen aika: soitamme sinulle. Katso vuoro: %(link)s"
            ),
            N_("Jobcenter: vuoro pitää siirtää, valmentaja on poissa. Soitamme. Katso: %(link)s"),
        ),
        "worker_at_door": to_orderer(
            N_("Tekijä on ovella: %(title)s"),
            N_(
                "Tekijä on tullut vuorolle %(title)s, mutta ovi on kiinni.\n"
                "Avaathan oven heti. Numero, josta vastataan: %(link)s"
            ),
            N_("Jobcenter: tekijä on ovella ja ovi on kiinni. Avaathan oven. %(link)s"),
        ),
        "hours_to_agree": to_orderer(
            N_("Hyväksy tunnit: %(title)s"),
            N_(
                "Työvuoro %(title)s on tehty. Tarkista ja hyväksy tunnit tästä linkistä, "
                "kirjautumista ei tarvita:\n\n%(link)s\n\n"
                "Voit myös ehdottaa muita tunteja."
            ),
            N_("Jobcenter: hyväksy tehdyt tunnit. %(link)s"),
        ),
        "hours_agreed_by_time": to_orderer(
            N_("Tunnit on hyväksytty: %(title)s"),
            N_(
                "Työvuoron %(title)s tunnit hyväksyttiin määräajan jälkeen, jotta tekijä saa "
                "palkkansa ajallaan.\n\nJos tunneissa on virhe, korjaa ne pian, viimeistään "
                "%(until)s Kirjautumista ei tarvita:\n\n%(link)s\n\n"
                "Jos tunnit ovat oikein, sinun ei tarvitse tehdä mitään."
            ),
            N_(
                "Jobcenter: tunnit hyväksyttiin määräajan jälkeen. "
                "Voit korjata ne %(until)s asti: %(link)s"
            ),
        ),
        "change_asked": to_orderer(
            N_("Valmentaja ehdottaa muutosta: %(title)s"),
            N_(
                "Tilaukseesi %(title)s löytyisi tekijä pienellä muutoksella.\n"
                "Katso ehdotus ja vastaa kyllä tai ei: %(link)s"
            ),
            N_("Jobcenter: valmentaja ehdottaa pientä muutosta. Vastaa: %(link)s"),
        ),
        "orderer_invited": to_orderer(
            N_("Voit nyt tilata apua Jobcenterissä"),
            N_(
                "Kollegasi lisäsi sinut tilaajaksi Jobcenteriin.\n"
                "Kirjaudu tällä sähköpostiosoitteella. Salasanaa ei tarvita: %(link)s"
            ),
            N_("Jobcenter: voit nyt tilata apua. %(link)s"),
        ),
        "orderer_asks": to_orderer(
            N_("%(name)s haluaa tilata organisaatiollesi"),
            N_(
                "%(name)s (%(email)s) haluaa tilata organisaatiosi nimissä.\n"
                "Jos hän kuuluu teihin, lisää hänet tästä: %(link)s\n"
                "Muuten sinun ei tarvitse tehdä mitään."
            ),
            N_("Jobcenter: uusi henkilö haluaa tilata. %(link)s"),
        ),
        "organisation_verified": to_orderer(
            N_("Tervetuloa tilaajaksi"),
            N_("Organisaatiosi on tarkistettu. Voimme nyt avata tilauksesi: %(link)s"),
            N_("Jobcenter: organisaatiosi on tarkistettu. %(link)s"),
        ),
        "organisation_reconsidered": to_orderer(
            N_("Katsomme organisaatiotasi uudelleen"),
            N_(
                "Katsomme organisaatiota %(name)s uudelleen. Voit taas kirjautua ja tilata: "
                "%(link)s\n\n"
                "Aiemmat tilauksesi ehdittiin sulkea. Pahoittelemme. Voit tilata saman uudestaan. "
                "Avaamme tilaukset, kun olemme tarkistaneet organisaation."
            ),
            N_("Jobcenter: voit taas kirjautua. Katsomme organisaatiotasi uudelleen. %(link)s"),
        ),
        "sign_in_refused": to_orderer(
            N_("Kirjautuminen Jobcenteriin"),
            N_(
                "Emme voi nyt ottaa tilauksia organisaatioltasi. "
                "Soita meille numeroon %(phone)s, niin katsotaan asia yhdessä."
            ),
            N_("Jobcenter: emme voi nyt ottaa tilauksia. Soita meille: %(phone)s."),
        ),
        "task_resumed": to_orderer(
            N_("Tilaus jatkuu: %(title)s"),
            N_(
                "Tilauksen %(title)s tauko päättyi. Etsimme taas tekijää.\n"
                "Jos haluat jatkaa taukoa, tee se tästä: %(link)s"
            ),
            N_("Jobcenter: tilauksesi jatkuu tauon jälkeen. Katso: %(link)s"),
        ),
        "task_times_changed": to_orderer(
            N_("Tilauksen ajat muuttuivat: %(title)s"),
            N_(
                "Tilauksen %(title)s ajat muuttuivat.\n"
                "Kerroimme siitä niille, joita se koskee. Katso uudet ajat: %(link)s"
            ),
            N_("Jobcenter: tilauksesi ajat muuttuivat. Katso: %(link)s"),
        ),
        "task_terms_changed": to_orderer(
            N_("Tilaus muuttui: %(title)s"),
            N_(
                "Tilauksen %(title)s palkka, paikka tai vaatimukset muuttuivat.\n"
                "Kysymme uudestaan niiltä, jotka ovat jo luvanneet tulla. Katso tilaus: %(link)s"
            ),
            N_("Jobcenter: tilauksesi palkka, paikka tai vaatimukset muuttuivat. Katso: %(link)s"),
        ),
        "sign_in_link": to_orderer(
            N_("Kirjautumislinkki"),
            N_(
                "Kirjaudu Jobcenteriin tästä linkistä:\n\n%(link)s\n\n"
                "Linkki toimii 10 minuuttia ja vain samassa selaimessa, jossa pyysit sen. "
                "Jos et pyytänyt linkkiä, sinun ei tarvitse tehdä mitään."
            ),
            N_("Jobcenter: kirjaudu tästä. %(link)s"),
        ),
        "organisation_refused_other": _refused(),
    }
    | {f"organisation_refused_{why}": _refused(words) for why, words in REFUSAL_WORDS.items()}
)
