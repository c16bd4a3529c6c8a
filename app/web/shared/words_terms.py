"""What of an order's pay, place and demands changes, old beside new, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from app.domain.terms import Term
from app.domain.vocabulary import PassKind, Scale
from app.web.shared.formats import money
from app.web.shared.language import locale
from app.web.shared.words_places import place_kind_word, way_in_word
from app.web.shared.words_tasks import level_word, pass_word, scale_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.tasks import TaskDraft
    from app.store.models.terms import FormerTerms
    from app.store.models.work import Task

    Row = tuple[str, str, str]


def changed_rows(old: TaskDraft, new: TaskDraft) -> list[Row]:
    """For each thing that changes: what it is, what it is now, and what it becomes."""
    rows = [
        (_("Palkka tunnissa"), _pay(old.pay_cents_per_hour), _pay(new.pay_cents_per_hour)),
        (_("Paikka"), _place(old), _place(new)),
        (_("Työn paikka"), place_kind_word(old.place_kind), place_kind_word(new.place_kind)),
        (_("Ovi"), old.door, new.door),
        (_("Portaat ja hissi"), way_in_word(old.way_in), way_in_word(new.way_in)),
        (_("Tauko"), old.break_room, new.break_room),
        (_("Vessa"), old.toilet, new.toilet),
        *((scale_word(one), _level(old.demands, one), _level(new.demands, one)) for one in Scale),
        (_("Luvat ja kortit"), _passes(old.passes), _passes(new.passes)),
    ]
    nothing = _("ei kerrottu")
    return [(name, was or nothing, is_ or nothing) for name, was, is_ in rows if was != is_]


def _pay(cents: int | None) -> str:
    return "" if cents is None else money(cents, locale())


def _place(draft: TaskDraft) -> str:
    known = not draft.area or draft.area in draft.place
    return draft.place if known else f"{draft.place}, {draft.area}"


def _level(demands: Mapping[Scale, int], scale: Scale) -> str:
    return level_word(demands[scale], scale) if scale in demands else ""


def _passes(kinds: tuple[PassKind, ...]) -> str:
    return ", ".join(pass_word(kind) for kind in sorted(kinds))


def what_changed(was: FormerTerms, task: Task, *, open_to_all: bool = False) -> list[str]:
    """What changed of the work to which a client had said yes: a sentence each, in plain words.

    `open_to_all`: whoever holds the link may read it, so that no money is told.
    """
    told: dict[Term, Callable[[], list[str]]] = {
        Term.PAY: lambda: _pay_told(was, task, open_to_all=open_to_all),
        Term.PLACE: lambda: _place_told(was, task),
        Term.DEMANDS: lambda: _demands_told(was.demands, task),
        Term.PASSES: lambda: _passes_told(was.passes, task),
    }
    return [line for tell in told.values() for line in tell()]


def _pay_told(was: FormerTerms, task: Task, *, open_to_all: bool) -> list[str]:
    old, new = was.pay_cents_per_hour, task.pay_cents_per_hour or 0
    if old == new:
        return []
    if open_to_all:
        return [_("Palkka muuttui.")]
    facts = {"old": money(old, locale()), "new": money(new, locale())}
    return [_("Palkka oli %(old)s tunnissa. Nyt se on %(new)s.", **facts)]


def _place_told(was: FormerTerms, task: Task) -> list[str]:
    """Only what differs; the whole of the new place stands on the page by itself."""
    pairs = (
        (was.site.name, task.site.name),
        (was.site.area, task.site.area),
        (place_kind_word(was.place_kind), place_kind_word(task.place_kind)),
    )
    old, new = next(((old, new) for old, new in pairs if old != new), ("", ""))
    if old == new:
        return []
    nothing = _("ei kerrottu")
    return [_("Paikka oli %(old)s. Nyt se on %(new)s.", old=old or nothing, new=new or nothing)]


def _demands_told(was: dict[str, int], task: Task) -> list[str]:
    now = {one.scale.value: one.level for one in task.demands}
    told = []
    for scale in Scale:
        old, new = was.get(scale.value), now.get(scale.value)
        if old != new:
            was_word, is_word = _known(old, scale), _known(new, scale)
            name = scale_word(scale)
            facts = {"what": name, "old": was_word, "new": is_word}
            told.append(_("%(what)s: ennen %(old)s, nyt %(new)s.", **facts))
    return told


def _known(level: int | None, scale: Scale) -> str:
    return _("ei kerrottu") if level is None else level_word(level, scale)


def _passes_told(was: list[str], task: Task) -> list[str]:
    new = task.passes
    more = [pass_word(kind) for kind in new if kind not in was]
    less = [pass_word(kind) for kind in was if kind not in new]
    return [
        *(_("Nyt tarvitset myös: %(what)s.", what=one) for one in more),
        *(_("Et enää tarvitse: %(what)s.", what=one) for one in less),
    ]
