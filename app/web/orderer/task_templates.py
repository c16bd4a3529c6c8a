"""Ways to an order that need no ideas: ready works to choose from, and help to carve out a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from app.domain.task_templates import search, suggest
from app.domain.vocabulary import Category
from app.web.orderer.beginnings import LENGTHS, beginning_of
from app.web.orderer.blueprint import bp
from app.web.orderer.forms import repeat_choices
from app.web.shared.formats import minutes as length_word
from app.web.shared.words_library import shown_words
from app.web.shared.words_tasks import category_word

if TYPE_CHECKING:
    from app.domain.task_templates import TaskTemplate

LONGEST_QUERY = 80


@bp.get("/templates")
def list_templates() -> str:
    query = " ".join(request.args.get("query", "").split())[:LONGEST_QUERY]
    category = beginning_of(request.args).category
    found = search(query, category, in_words=shown_words)
    return render_template(
        "orderer/task_templates.html", found=found, query=query, category=category,
        kinds=list(Category), groups=[] if query else _by_kind(found),
    )  # fmt: skip


@bp.get("/carving")
def carve_task() -> str:
    """Three questions; the answers stay in the address until an order is saved."""
    told = beginning_of(request.args)
    asked = bool(told.title or told.category)
    return render_template(
        "orderer/carving.html", told=told, repeats=repeat_choices(),
        kinds=[(str(kind), category_word(kind)) for kind in Category],
        lengths=[(minutes, length_word(minutes)) for minutes in LENGTHS],
        found=suggest(told.title, told.category, told.minutes, in_words=shown_words)
        if asked
        else [],
    )  # fmt: skip


def _by_kind(found: list[TaskTemplate]) -> list[tuple[Category, list[TaskTemplate]]]:
    return [(kind, [one for one in found if one.category is kind]) for kind in Category]
