"""What is written to coaches: what kind of thing waits, never whose."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.text import to_coach
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.messages.text import MessageText

FOR_COACHES: Mapping[str, MessageText] = MappingProxyType(
    {
        "offer_asked_coach": to_coach(
            N_("Asiakas kysyy neuvoasi"),
            N_("Asiakkaasi haluaa puhua kanssasi tarjouksesta ennen kuin vastaa.\nKatso: %(link)s"),
        ),
        "offer_answered": to_coach(
            N_("Tarjoukseen on vastattu"),
            N_("Asiakkaasi on vastannut tarjoukseen.\nKatso vastaus palvelusta: %(link)s"),
        ),
        "client_cannot_come": to_coach(
            N_("Asiakas ei pääse työvuoroon"),
            N_("Asiakkaasi ei pääse työvuoroon. Ota yhteyttä asiakkaaseen.\nKatso: %(link)s"),
        ),
        "client_wants_to_stop": to_coach(
            N_("Asiakas haluaa lopettaa työn"),
            N_("Asiakkaasi haluaa lopettaa työn. Soita hänelle tänään.\nKatso: %(link)s"),
        ),
        "contacts_late": to_coach(
            N_("Yhteydenottoja on myöhässä"),
            N_(
                "Asiakkaittesi yhteydenottoja on myöhässä. Katso, keneen otat yhteyttä tänään: "
                "%(link)s"
            ),
        ),
        "contacts_late_unit": to_coach(
            N_("Yksikön yhteydenottoja on myöhässä"),
            N_(
                "Yksikkösi asiakkaiden yhteydenottoja on ollut myöhässä monta työpäivää. "
                "Sovi työparin kanssa, kuka ottaa yhteyttä.\nPalvelu: %(link)s"
            ),
        ),
        "alert_raised": to_coach(
            N_("Uusi hälytys"),
            N_("Sinulle on uusi hälytys. Katso se palvelusta: %(link)s"),
        ),
        "client_says_not_right": to_coach(
            N_("Kirjaus ei ole asiakkaan mielestä oikein"),
            N_(
                "Asiakas sanoo, että hänen puolestaan tehty kirjaus ei ole oikein. "
                "Kysy häneltä ja korjatkaa se yhdessä.\nKatso: %(link)s"
            ),
        ),
        "alert_now": to_coach(
            N_("Asiakkaasi tarvitsee sinua nyt"),
            N_("Jokin asia odottaa sinua heti. Katso, mistä on kyse: %(link)s"),
        ),
        "alert_passed_on": to_coach(
            N_("Hoidatko hälytyksen kollegan puolesta?"),
            N_(
                "Kollegasi asiakkaan asia odottaa, eikä kukaan ole vielä ottanut sitä. "
                "Katso: %(link)s"
            ),
        ),
        "alert_passed_on_now": to_coach(
            N_("Kollegasi asiakas tarvitsee apua nyt"),
            N_("Kukaan ei ole vielä vastannut. Katso heti, mistä on kyse: %(link)s"),
        ),
        "alert_unanswered": to_coach(
            N_("Yksikössäsi odottaa hälytys"),
            N_(
                "Yksikkösi asiakkaan asiaa ei ole otettu hoitoon ajoissa. Ota yhteyttä "
                "valmentajiin.\nPalvelu: %(link)s"
            ),
        ),
        "clients_silent": to_coach(
            N_("Osasta asiakkaistasi ei ole kuulunut pitkään aikaan"),
            N_("Katso, keistä on kyse, ja soita heille tällä viikolla: %(link)s"),
        ),
        "orderer_wants_more": to_coach(
            N_("Työpaikka toivoo jatkoa"),
            N_(
                "Työpaikka haluaisi jatkaa asiakkaasi kanssa. Juttele hänen kanssaan ja soita "
                "työpaikalle.\nKatso: %(link)s"
            ),
        ),
        "help_on_site": to_coach(
            N_("Työpaikalla tarvitaan sinua nyt"),
            N_("Vuorolla on jotain vialla. Soita heti. Katso, mistä on kyse: %(link)s"),
        ),
        "shift_cancelled_coach": to_coach(
            N_("Työvuoro on peruttu"),
            N_("Asiakkaasi työvuoro on peruttu. Puhu asiakkaan kanssa.\nKatso: %(link)s"),
        ),
        "shift_moved_coach": to_coach(
            N_("Työvuoron aika muuttui"),
            N_(
                "Asiakkaasi työvuoron aika muuttui. Kysymme häneltä, sopiiko uusi aika. "
                "Jos olit tulossa mukaan, varaa uusi aika.\nKatso: %(link)s"
            ),
        ),
        "work_changed_coach": to_coach(
            N_("Asiakkaasi työ muuttui"),
            N_(
                "Työpaikka muutti työtä, jonka asiakkaasi on luvannut tehdä. Kysymme häneltä, "
                "sopiiko se vielä. Jos olit tulossa mukaan, varaa aika uudestaan.\n"
                "Katso: %(link)s"
            ),
        ),
        "site_news_coach": to_coach(
            N_("Työpaikan tiedot muuttuivat"),
            N_("Työpaikka, johon olet tulossa mukaan, muutti tietojaan.\nKatso: %(link)s"),
        ),
        "worker_wanted": to_coach(
            N_("Tilaaja toivoo tuttua tekijää"),
            N_(
                "Tilaaja toivoo asiakastasi uudelleen työhön. "
                "Asiakas vastaa yhtä vapaasti kuin aina.\nKatso: %(link)s"
            ),
        ),
        "question_answered": to_coach(
            N_("Asiakas vastasi kysymykseesi"),
            N_("Asiakkaasi vastasi kysymykseesi työstä.\nKatso: %(link)s"),
        ),
        "change_answered": to_coach(
            N_("Tilaaja vastasi muutostoiveeseesi"),
            N_("Tilaaja vastasi toiveeseesi vuoron muutoksesta.\nKatso: %(link)s"),
        ),
        "colleague_told": to_coach(
            N_("Kollega vinkkasi vuoron"),
            N_("Kollegasi arvelee, että avoin vuoro voisi sopia asiakkaallesi.\nKatso: %(link)s"),
        ),
        "card_opened": to_coach(
            N_("Kollega avasi asiakkaan kortin"),
            N_("Kollega avasi yksikön asiakkaan tiedot ja kirjoitti syyn. Katso: %(link)s"),
        ),
        "handover_proposed": to_coach(
            N_("Kollega pyytää sinua valmentajaksi"),
            N_("Sinulle tarjotaan kollegan asiakkaita. Vastaa, otatko heidät: %(link)s"),
        ),
        "handover_answered": to_coach(
            N_("Siirtoon on vastattu"),
            N_("Kollegasi on vastannut asiakkaiden siirtoon.\nKatso: %(link)s"),
        ),
        "agreement_missing": to_coach(
            N_("Sopimuksen viite puuttuu"),
            N_(
                "Asiakkaasi työ on vahvistettu. Palkanmaksaja ei vielä tunne häntä. "
                "Kirjaa sopimuksen viite ennen ensimmäistä vuoroa.\nKatso: %(link)s"
            ),
        ),
        "presence_wanted": to_coach(
            N_("Työvuoro, johon toivotaan valmentajaa"),
            N_("Työvuoroon tarvitaan valmentaja mukaan.\nKatso: %(link)s"),
        ),
        "substitute_booked": to_coach(
            N_("Lähdet mukaan kollegan sijasta"),
            N_("Kollegasi on poissa, ja sinut on varattu työvuoroon mukaan.\nKatso: %(link)s"),
        ),
        "substitute_freed": to_coach(
            N_("Sinun ei tarvitse lähteä kollegan sijasta"),
            N_("Kollegasi pääsee itse työvuoroon. Aikasi on taas vapaa.\nKatso: %(link)s"),
        ),
        "colleague_away": to_coach(
            N_("Kollega on poissa: yksi vuoro jäi ilman valmentajaa"),
            N_("Kollegasi on poissa eikä kaikkiin vuoroihin löytynyt sijaista.\nKatso: %(link)s"),
        ),
        "hours_countered_coach": to_coach(
            N_("Tilaaja ehdottaa muita tunteja"),
            N_("Tilaaja ehdottaa asiakkaasi vuoroon muita tunteja.\nKatso: %(link)s"),
        ),
        "tell_in_person": to_coach(
            N_("Kerro asiakkaalle itse"),
            N_("Asiakkaallesi on viesti, joka kerrotaan kasvotusten.\nKatso: %(link)s"),
        ),
    }
)
