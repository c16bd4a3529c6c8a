"""The ready texts of asking for a change, with their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.asks import CLOSING, GREETING, TEXTS, Ask, compose, found_asks, other_asks
from app.web.dispatch.ready_texts import Shelf, floor_facts, most_facts, ready_texts
from app.web.shared.words_screening import PARTS
from app.web.shared.words_tasks import scale_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.reasons import Reason
    from app.domain.tasks import Screening, TaskDraft
    from app.store.models.work import Task
    from app.web.dispatch.ready_texts import Facts, ReadyTexts


def ready_asks(
    task: Task, draft: TaskDraft, screening: Screening, advice: Sequence[Reason]
) -> ReadyTexts:
    """What may be asked of an order, chosen by the checks or as the address says."""
    found = found_asks(draft, screening, advice)
    return ready_texts(_SHELF, task, found, other_asks(found))


def _parts(why: Sequence[Reason]) -> Facts:
    names = [PARTS[one.facts["part"]] for one in why]
    return {"parts": ", ".join(str(gettext(name)).lower() for name in names)}


def _scales(why: Sequence[Reason]) -> Facts:
    return {"scales": ", ".join(scale_word(scale).lower() for scale in why[0].facts["scales"])}


def _compose(sentences: Sequence[str]) -> str:
    return compose(str(gettext(GREETING)), sentences, str(gettext(CLOSING)))


_SHELF = Shelf(
    "ask",
    "chosen",
    TEXTS,
    {
        Ask.DAY_TOO_LONG: most_facts,
        Ask.UNDER_FLOOR: floor_facts,
        Ask.HARD_TEXT: _parts,
        Ask.DEMANDS: _scales,
    },
    _compose,
)
