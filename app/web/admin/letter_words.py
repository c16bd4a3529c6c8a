"""Words for the letters' words: what a letter is called, its facts, and what is wrong in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import force_locale, gettext

from app.domain.messages import MESSAGES, Audience
from app.domain.messages.catalogue import by_mail, by_phone
from app.domain.messages.checks import EXAMPLES
from app.domain.messages.words import Words, variables, words_of_house
from app.domain.vocabulary import Language
from app.domain.words import N_
from app.web.shared.language import BABEL_NAMES
from app.web.shared.words_endings import WHY, WHY_REFUSED
from app.web.shared.words_screening import EASIER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.messages.checks import WordFault

READERS: Mapping[Audience, str] = {
    Audience.CLIENT: N_("Asiakkaalle"),
    Audience.ORDERER: N_("Tilaajalle"),
    Audience.COACH: N_("Valmentajalle"),
    Audience.DISPATCHER: N_("Jobcenter-koordinaattorille"),
    Audience.ANYBODY: N_("Kenelle tahansa"),
}
# Of what the subject says nothing; every other letter is called by its subject.
_NAMES: Mapping[str, str] = {
    "offer_new": N_("Uusi työtarjous"),
    "question_new": N_("Valmentaja kysyy jotakin"),
    "offer_reminder": N_("Muistutus työtarjouksesta"),
    "offer_confirmed": N_("Työ on vahvistettu"),
    "offer_filled_elsewhere": N_("Toinen ehti ottaa työn"),
    "offer_withdrawn": N_("Työtarjous peruttiin"),
    "offer_changed": N_("Työtarjous muuttui"),
    "shift_reminder": N_("Muistutus työvuorosta"),
    "shift_cancelled": N_("Työvuoro peruttiin"),
    "shift_moved": N_("Työvuoro siirtyi"),
    "work_changed": N_("Työ muuttui"),
    "site_news": N_("Tietoja työpaikasta muuttui"),
    "coach_changed": N_("Toinen valmentaja tulee mukaan"),
    "data_opened": N_("Kollega avasi asiakkaan tiedot"),
    "hours_countered": N_("Tilaaja ehdotti muita tunteja"),
    "hours_agreed": N_("Tunnit on sovittu"),
    "orderer_asks": N_("Joku haluaa tilata samalle organisaatiolle"),
    "pairing_done": N_("Puhelin on yhdistetty"),
    "card_locked": N_("Kortti meni lukkoon"),
    "reply_heard": N_("Vastaus viestiin: tuli perille"),
    "reply_to_coach": N_("Vastaus viestiin: valmentaja soittaa"),
    "reply_stopped": N_("Vastaus viestiin: viestit loppuvat"),
}
_FACTS: Mapping[str, str] = {
    "link": N_("Linkki oikealle sivulle"),
    "title": N_("Tilauksen nimi"),
    "why": N_("Syy tai pyyntö, jonka ihminen kirjoitti"),
    "last": N_("Päivä, jona kirjoitimme viimeksi"),
    "until": N_("Päivä, johon asti voi korjata"),
    "name": N_("Ihmisen tai organisaation nimi"),
    "email": N_("Sähköpostiosoite"),
    "text": N_("Mitä palautteessa lukee"),
    "contact": N_("Palautteen antajan yhteystieto"),
    "phone": N_("Numero, josta Jobcenter vastaa"),
    "words": N_("Mitä syyn lisäksi kerrottiin"),
}
_FAULTS: Mapping[str, str] = {
    "empty": N_("Kirjoita teksti."),
    "brace_open": N_("Rivi %(line)s, merkki %(sign)s: merkki { on auki. Sulje se merkillä }."),
    "brace_closed": N_("Rivi %(line)s, merkki %(sign)s: merkki } on ylimääräinen. Poista se."),
    "name_unknown": N_(
        "Rivi %(line)s, merkki %(sign)s: tässä viestissä ei ole tietoa {%(name)s}. "
        "Valitse tieto listasta."
    ),
    "name_missing": N_("Tekstistä puuttuu {%(name)s}: %(what)s. Lukija tarvitsee sen."),
    "too_long": N_("Teksti on liian pitkä. Enintään %(most)s merkkiä."),
    "sms_long": N_("Tekstiviesti menisi %(parts)s osassa. Lyhennä niin, että osia on kaksi."),
    "telling": N_(
        "Rivi %(line)s, merkki %(sign)s: sana ”%(word)s” kertoo liikaa. Kirjoita ilman sitä."
    ),
    "other_link": N_("Rivi %(line)s, merkki %(sign)s: tähän viestiin sopii vain tieto {link}."),
    "hard": N_("Vaikea lukea: %(easier)s Nyt: ”%(about)s”"),
}


def letter_name(key: str) -> str:
    """What a letter is called on a list: its subject, without the facts at its end."""
    why = key.removeprefix("task_not_filled_")
    if why in WHY:
        return f"{gettext('Tekijää ei löytynyt')}: {gettext(WHY[why]).lower()}"
    refused = key.removeprefix("organisation_refused_")
    if refused in WHY_REFUSED:
        return f"{gettext('Tilaajaa ei hyväksytty')}: {gettext(WHY_REFUSED[refused]).lower()}"
    if key in _NAMES:
        return str(gettext(_NAMES[key]))
    house = words_of_house(MESSAGES[key], gettext).subject
    return house.rpartition(": {")[0] or house


def ways_word(key: str) -> str:
    """How a letter travels."""
    if not by_mail(key):
        return str(gettext("Tekstiviesti"))
    if by_phone(key):
        return str(gettext("Sähköposti ja tekstiviesti"))
    return str(gettext("Sähköposti"))


def fact_word(name: str) -> str:
    """What a fact of a letter is."""
    return str(gettext(_FACTS[name])) if name in _FACTS else name


def fault_sentence(fault: WordFault) -> str:
    """What is wrong with a text, where, and what helps."""
    facts = dict(fault.facts)
    if fault.code == "hard":
        easier = EASIER[facts["fault"]]
        facts["easier"] = gettext(easier)
    if fault.code == "name_missing":
        facts["what"] = fact_word(facts["name"]).lower()
    return str(gettext(_FAULTS[fault.code], **facts))


def house_words(key: str, language: str) -> Words:
    """The words that came with the site, in a language of their own."""
    with force_locale(BABEL_NAMES[Language(language)]):
        return words_of_house(MESSAGES[key], gettext)


def examples(key: str, language: str, address: str) -> dict[str, str]:
    """A made-up value of each fact of a letter; `address` is where the site is."""
    with force_locale(BABEL_NAMES[Language(language)]):
        made = {name: str(gettext(EXAMPLES[name])) for name in variables(key)}
    if "link" in made:
        made["link"] = address + made["link"].partition("example.org")[2]
    return made
