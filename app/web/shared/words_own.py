"""Words for what a client has said of the own things: to the client, the coach, a workplace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.disclosures import Item
from app.domain.onward import Onward, OnwardOutcome
from app.domain.self_checks import Change, Question
from app.domain.shift_feedback import Again, Feeling, Side
from app.domain.thanks import Thank
from app.domain.words import N_
from app.web.shared.formats import day_short
from app.web.shared.language import locale
from app.web.shared.now import today

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from app.store.disclosures import Told
    from app.store.shift_feedback import Wished

OWN_CHANGES: Mapping[str, str] = {
    "wish": N_("toiveet"),
    "availability": N_("vapaat ajat"),
    "limit": N_("omat rajat"),
    "disclosure": N_("mitä työpaikalle kerrotaan"),
    "strengths": N_("vahvuudet"),
}
# As the client says it, with its picture.
ITEMS: Mapping[Item, tuple[str, str]] = {
    Item.SHOW_HOW: (N_("Opin parhaiten, kun näen työn"), "show_how"),
    Item.ONE_THING: (N_("Haluan yhden ohjeen kerrallaan"), "one_thing"),
    Item.PICTURES: (N_("Kuvat auttavat minua"), "pictures"),
    Item.BREAKS: (N_("Tarvitsen taukoja"), "coffee"),
    Item.QUIET: (N_("Melu väsyttää minua"), "noise"),
    Item.STRENGTHS: (N_("Missä olen hyvä"), "skills"),
}
# As a workplace reads it.
_FOR_WORKPLACE: Mapping[Item, str] = {
    Item.SHOW_HOW: N_("Oppii parhaiten, kun työ näytetään."),
    Item.ONE_THING: N_("Toivoo yhden ohjeen kerrallaan."),
    Item.PICTURES: N_("Kuvat auttavat ohjeissa."),
    Item.BREAKS: N_("Tarvitsee taukoja."),
    Item.QUIET: N_("Melu väsyttää."),
}
# As the client's own log tells it back.
_TOLD: Mapping[Item, str] = {
    Item.SHOW_HOW: N_("opit näkemällä"),
    Item.ONE_THING: N_("toivot yhden ohjeen kerrallaan"),
    Item.PICTURES: N_("kuvat auttavat sinua"),
    Item.BREAKS: N_("tarvitset taukoja"),
    Item.QUIET: N_("melu väsyttää sinua"),
    Item.STRENGTHS: N_("missä olet hyvä"),
}
# What a workplace thanks for: as it is said to the person.
THANKS: Mapping[Thank, str] = {
    Thank.HELP: N_("Kiitos avusta!"),
    Thank.CARE: N_("Teit työn huolella."),
    Thank.ON_TIME: N_("Tulit ajoissa."),
    Thank.FRIENDLY: N_("Olit ystävällinen."),
    Thank.COME_AGAIN: N_("Tule uudestaan!"),
}
# How a shift went, as workplaces say it, and whether people would meet again.
FEELINGS: Mapping[Feeling, str] = {
    Feeling.WELL: N_("Hyvin"),
    Feeling.QUITE_WELL: N_("Ihan hyvin"),
    Feeling.TALK: N_("Haluan jutella valmentajan kanssa"),
}
AGAIN: Mapping[Again, str] = {
    Again.GLADLY: N_("Mielellään uudestaan"),
    Again.NOT_HERE: N_("Ei meille uudestaan"),
}
WISHES: Mapping[tuple[Side, Again], str] = {
    (Side.CLIENT, Again.GLADLY): N_("%(place)s: haluaa sinne uudestaan, sanoi itse (%(day)s)"),
    (Side.CLIENT, Again.NOT_HERE): N_(
        "%(place)s: ei halua sinne, oma raja (%(day)s). Sieltä ei tarjota työtä."
    ),
    (Side.ORDERER, Again.GLADLY): N_("%(place)s ottaisi hänet uudestaan (%(day)s)"),
    (Side.ORDERER, Again.NOT_HERE): N_(
        "%(place)s toivoi, ettei samaan paikkaan (%(day)s). Mieti, miten jatketaan."
    ),
}
# How somebody is doing: the question, its short name and its picture.
SELF_CHECKS: Mapping[Question, tuple[str, str, str]] = {
    Question.SLEEP: (N_("Miten nukut?"), N_("Uni"), "sleep"),
    Question.MOOD: (N_("Millainen mieli sinulla on?"), N_("Mieli"), "mood"),
    Question.PEOPLE: (N_("Miten viihdyt ihmisten kanssa?"), N_("Ihmiset"), "people"),
    Question.SKILLS: (N_("Miten osaat työsi?"), N_("Osaan työni"), "skills"),
    Question.MONEY: (N_("Miten rahat riittävät?"), N_("Rahat"), "money"),
}
# What a workplace would go on with, and what the coach notes of it.
ONWARD: Mapping[Onward, str] = {
    Onward.MORE_HOURS: N_("Lisää tunteja"),
    Onward.TRIAL: N_("Työkokeilu"),
    Onward.RECURRING: N_("Säännöllinen työ"),
    Onward.CONTRACT: N_("Työsopimus"),
}
ONWARD_OUTCOMES: Mapping[OnwardOutcome, str] = {
    OnwardOutcome.AGREED: N_("Jatkosta on sovittu"),
    OnwardOutcome.THINKING: N_("Asiakas miettii"),
    OnwardOutcome.NOT_NOW: N_("Ei nyt"),
}
_CHANGES: Mapping[Change, str] = {
    Change.FIRST: N_("Vastasit ensimmäisen kerran. Voit vastata taas, kun haluat."),
    Change.BETTER: N_("Jokin asia on nyt helpompi kuin viimeksi."),
    Change.SAME: N_("Vastasit samalla tavalla kuin viimeksi."),
    Change.HARDER: N_("Jokin asia on nyt vaikeampi kuin viimeksi."),
    Change.BOTH: N_("Jokin asia on helpompi ja jokin on vaikeampi."),
}


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def own_change_word(what: str) -> str:
    """What was changed: "toiveet"."""
    return _(OWN_CHANGES[what]) if what in OWN_CHANGES else what


def item_word(item: Item) -> str:
    """One thing that can be told, as the client says it."""
    return _(ITEMS[item][0])


def told_words(told: Told) -> str:
    """One thing that is told, as a workplace reads it."""
    if told.item is Item.STRENGTHS:
        return _(N_("Omin sanoin: %(words)s"), words=told.words) if told.words else ""
    return _(_FOR_WORKPLACE[told.item])


def told_sentence(place: str, items: Collection[str], day: str) -> str:
    """What a workplace got to know on a day, with the client's leave."""
    said = [_(_TOLD[Item(one)]) for one in items if one in set(Item)]
    if len(said) == 1:
        text = N_("Työpaikka %(place)s sai luvallasi tietää %(day)s: %(what)s.")
        return _(text, place=place, day=day, what=said[0])
    text = N_("Työpaikka %(place)s sai luvallasi tietää %(day)s %(n)s asiaa.")
    return _(text, place=place, day=day, n=len(said))


def thank_word(thank: Thank) -> str:
    """What somebody was thanked for."""
    return _(THANKS[thank])


def feeling_word(feeling: Feeling) -> str:
    """How a shift went, as a workplace says it."""
    return _(FEELINGS[feeling])


def again_word(again: Again) -> str:
    """Whether an orderer would meet the client again."""
    return _(AGAIN[again])


def wish_words(wish: Wished) -> str:
    """Who would meet whom again, and since when, for the coach."""
    day = day_short(wish.said_at, today(), locale())
    return _(WISHES[wish.side, wish.again], place=wish.place, day=day)


def onward_word(kind: Onward) -> str:
    """What a workplace would go on with: "Lisää tunteja"."""
    return _(ONWARD[kind])


def onward_outcome_word(outcome: OnwardOutcome) -> str:
    """What came of it, as the coach notes it."""
    return _(ONWARD_OUTCOMES[outcome])


def self_check_word(question: Question) -> str:
    """The short name of a question: "Uni"."""
    return _(SELF_CHECKS[question][1])


def change_since(change: Change) -> str:
    """How the latest answers stand beside those before, in one sentence."""
    return _(_CHANGES[change])


FILTERS: dict[str, Callable[..., Any]] = {
    "own_change_word": own_change_word,
    "item_word": item_word,
    "told_words": told_words,
    "thank_word": thank_word,
    "feeling_word": feeling_word,
    "again_word": again_word,
    "wish_words": wish_words,
    "onward_word": onward_word,
    "onward_outcome_word": onward_outcome_word,
    "self_check_word": self_check_word,
    "change_since": change_since,
}
