"""Which kinds of work the client likes: one question for each, and what comes of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Missing
from app.domain.tastes import Taste, taste_of
from app.domain.vocabulary import Category
from app.domain.words import N_
from app.services import wishes as acts
from app.store import wishes
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

PAGE_SIZE = 5
# Value, words, picture.
TASTES = (
    (Taste.LIKES, N_("Pidän tästä"), "like"),
    (Taste.FINE, N_("Käy minulle"), "all_right"),
    (Taste.AVOIDS, N_("En halua tätä"), "no"),
)
_SAID = {
    Taste.LIKES: N_("Pidät tästä."),
    Taste.FINE: N_("Tämä käy sinulle."),
    Taste.AVOIDS: N_("Et halua tätä."),
}
_KEPT = {
    Taste.LIKES: N_("Kiitos! Ehdotamme sinulle ensin tällaista työtä."),
    Taste.FINE: N_("Kiitos! Voimme ehdottaa sinulle tällaista työtä."),
    Taste.AVOIDS: N_("Selvä. Emme ehdota tätä, ellei valmentaja kysy sinulta."),
}


@bp.get("/wishes")
def list_wishes() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    known, kinds = wishes.list_wishes(own_id()), list(Category)
    liked = {category for category, wanted in known.items() if wanted}
    return show(
        "wishes", page=page, liked=liked, has_more=len(kinds) > page * PAGE_SIZE,
        rows=[
            (category, _(_SAID[taste_of(known[category])]) if category in known else "")
            for category in kinds[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        ],
        open_tasks=wishes.count_open(liked, now=now()) if liked else 0,
        back=url_for("client.list_wishes" if page > 1 else "client.me"),
    )  # fmt: skip


@bp.get("/wishes/<string:category>")
def show_wish(category: str) -> str:
    kind = _kind(category)
    known, at = wishes.list_wishes(own_id()), list(Category).index(kind) + 1
    following = list(Category)[at : at + 1]
    return show(
        "wish", kind=kind, tastes=[(taste, _(words), key) for taste, words, key in TASTES],
        said=taste_of(known[kind]) if kind in known else None,
        open_tasks=wishes.count_open({kind}, now=now()),
        following=following[0] if following else None,
        back=url_for("client.list_wishes", page=1 + (at - 1) // PAGE_SIZE),
    )  # fmt: skip


def _kind(text: str) -> Category:
    """The kind of work of an address. Raises: Missing."""
    if text not in set(Category):
        raise Missing
    return Category(text)


@bp.post("/wishes/<string:category>")
def say_taste(category: str) -> Response:
    kind, said = _kind(category), request.form.get("taste", "")
    if said not in set(Taste):
        raise BadRequest
    acts.say_taste(current_actor(), kind, Taste(said), now=now())
    flash(_(_KEPT[Taste(said)]), "success")
    return redirect(url_for("client.show_wish", category=kind), code=303)
