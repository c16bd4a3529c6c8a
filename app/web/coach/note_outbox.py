"""Notes that wait on a phone: whose they are, and the page that opens without a connection."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from flask import jsonify, render_template, request
from flask_wtf.csrf import generate_csrf

from app.domain.vocabulary import SupportKind, SupportPlace
from app.web.coach.blueprint import bp
from app.web.coach.forms import NoteForm
from app.web.shared.access import current_actor

if TYPE_CHECKING:
    from flask import Response

HOW = "X-Outbox"
LONGEST_WAIT = 24 * 60


@bp.context_processor
def tell_owner() -> dict[str, str]:
    """By what a phone knows whose notes wait on it: no id that means anything elsewhere."""
    return {"outbox_owner": owner_mark()}


def owner_mark() -> str:
    return sha256(f"outbox|{current_actor().user_id}".encode()).hexdigest()[:24]


@bp.get("/notes/session")
def tell_session() -> Response:
    """Whose notes may go now, and the token that each act must bear."""
    return jsonify(owner=owner_mark(), token=generate_csrf())


@bp.get("/notes/offline")
def offline_note() -> str:
    """The page of a note as a phone keeps it: the same for every coach, without anybody's facts."""
    form = NoteForm()
    del form.clients, form.happened_on
    form.kind.data, form.place.data = SupportKind.INSTRUCTION.value, SupportPlace.ON_SITE.value
    return render_template("coach/note_offline.html", form=form, outbox_owner="")


def waited() -> bool:
    """Whether a script of the phone sends the note."""
    return HOW in request.headers


def is_late() -> bool:
    """Whether it is sent by itself, behind some other page."""
    return request.headers.get(HOW) == "later"


def age_minutes() -> int:
    """How long the note has waited on the phone. Units: minutes."""
    said = request.form.get("age", "")
    return min(int(said), LONGEST_WAIT) if said.isascii() and said.isdigit() else 0
