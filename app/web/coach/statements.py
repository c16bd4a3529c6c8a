"""The income statement (tuloselvitys) on one page, in the client's own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.benefits import Effect
from app.domain.sheets import Block, Sheet
from app.domain.words import N_
from app.web.shared.formats import day_words, euro_words
from app.web.shared.language import HTML_LANG, locale, spoken
from app.web.shared.now import today
from app.web.shared.words_money import (
    allowance_word,
    change_sentence,
    effect_sentences,
    estimate_sentence,
    limit_sentences,
    living_sentences,
    month_title,
    report_sentences,
    unknown_list,
)
from app.web.shared.words_rules import rule_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.benefits import Outcome
    from app.domain.dated_rules import DatedRule
    from app.store.client_cards import ClientCard
    from app.store.models.money import AllowanceEntry


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def make_statement(
    card: ClientCard, standing: Outcome, tries: Sequence[Outcome], paid: Sequence[AllowanceEntry]
) -> Sheet:
    """The sheet: what is paid, what was earned, what more work would do, and by which rules."""
    with spoken(card.client.language):
        month = month_title(standing.month)
        day = day_words(today(), today(), locale()).split(", ")[-1]
        return Sheet(
            title=_(N_("Tuloselvitys")),
            about=f"{card.name}. {month}. " + _(N_("Tehty %(day)s."), day=day),
            lang=HTML_LANG[card.client.language],
            blocks=(
                Block(_(N_("Tuet")), tuple(living_sentences(standing))),
                Block(_(N_("Palkka")), pairs=_wages(standing)),
                *_allowances(paid),
                *_limit(standing),
                Block(_(N_("Jos teet lisää työtä")), pairs=tuple(map(_try, tries))),
                Block(_(N_("Kerro näin")), tuple(report_sentences(standing))),
                Block(_(N_("Emme tiedä")), (unknown_list(standing),)),
                Block(_(N_("Säännöt")), pairs=tuple(map(rule_pair, _rules(standing, tries)))),
            ),
            note=estimate_sentence(standing),
        )


def _wages(standing: Outcome) -> tuple[tuple[str, str], ...]:
    rows = [
        (_(N_("Olet ansainnut")), standing.done_cents),
        (_(N_("Tulossa")), standing.coming_cents),
        (_(N_("Muu palkka")), standing.situation.other_cents_month),
        (_(N_("Yhteensä")), standing.before_cents),
    ]
    return tuple(
        (name, euro_words(cents, locale()) if cents is not None else _(N_("ei tiedossa")))
        for name, cents in rows
    )


def _allowances(paid: Sequence[AllowanceEntry]) -> tuple[Block, ...]:
    if not paid:
        return ()
    rows = tuple((allowance_word(one.kind), euro_words(one.cents, locale())) for one in paid)
    return (Block(_(N_("Muu raha")), (_(N_("Tämä raha ei ole palkkaa.")),), rows),)


def _limit(standing: Outcome) -> tuple[Block, ...]:
    said = tuple(limit_sentences(standing))
    return (Block(_(N_("Raja")), said),) if said else ()


def _try(outcome: Outcome) -> tuple[str, str]:
    """So much more pay, and what it does in words and euros."""
    said = effect_sentences(outcome)
    if outcome.effect is Effect.SOME_EFFECT:
        said = [change_sentence(change, outcome) for change in outcome.changes]
    name = _(N_("Palkkaa %(money)s lisää"), money=euro_words(outcome.work_cents, locale()))
    return name, " ".join(said)


def _rules(standing: Outcome, tries: Sequence[Outcome]) -> list[DatedRule]:
    """Every row that was used, once."""
    used = [row for outcome in (standing, *tries) for row in outcome.rules]
    return list(dict.fromkeys(used))
