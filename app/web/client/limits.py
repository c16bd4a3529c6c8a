"""The client's own limits: one question a page, answers with pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Missing
from app.domain.own_limits import QUESTIONS, answers_of, next_question
from app.services import own_limits as acts
from app.store import own_limits
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.client.words_limits import answer_words, options, question_words
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

PAGE_SIZE = 5
DONT_KNOW = "dont_know"


@bp.get("/limits")
def list_limits() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    known = own_limits.list_answers(own_id())
    asked = QUESTIONS[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return show(
        "limits", page=page, has_more=len(QUESTIONS) > page * PAGE_SIZE,
        rows=[
            (one, *question_words(one)[1:], answer_words(one, known[one]) if one in known else "")
            for one in asked
        ],
        back=url_for("client.list_limits", page=page - 1) if page > 1 else url_for("client.me"),
    )  # fmt: skip


@bp.get("/limits/<string:limit>")
def show_limit(limit: str) -> str:
    number = _number(limit)
    said = own_limits.list_answers(own_id()).get(limit)
    asked, _name, picture = question_words(limit)
    following = next_question(limit)
    return show(
        "limit", limit=limit, asked=asked, lead=picture, said=said, options=options(limit),
        said_words=answer_words(limit, said) if said else "",
        number=number, count=len(QUESTIONS), following=following,
        following_name=question_words(following)[1] if following else "",
        back=url_for("client.list_limits", page=1 + (number - 1) // PAGE_SIZE),
    )  # fmt: skip


def _number(limit: str) -> int:
    """The place of a question among them all. Raises: Missing for what is no question."""
    if limit not in QUESTIONS:
        raise Missing
    return QUESTIONS.index(limit) + 1


@bp.post("/limits/<string:limit>")
def set_limit(limit: str) -> Response:
    """Not to know changes nothing."""
    _number(limit)
    answer = request.form.get("answer", "")
    if answer == DONT_KNOW:
        flash(_("Selvä. Voit miettiä tätä valmentajan kanssa."), "success")
    elif answer in answers_of(limit):
        acts.set_limit(current_actor(), limit, answer, now=now())
        flash(_("Kiitos! Muistamme tämän, kun etsimme sinulle työtä."), "success")
    else:
        raise BadRequest
    return redirect(url_for("client.show_limit", limit=limit), code=303)
