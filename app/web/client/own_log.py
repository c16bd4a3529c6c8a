"""Who has looked at the client's data, when and why, in words."""

from __future__ import annotations

from flask import request

from app.domain.errors import Missing
from app.store import events
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.client.words import log_sentence
from app.web.shared.access import current_actor

PAGE_SIZE = 5


@bp.get("/log")
def own_log() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    user_id = current_actor().user_id
    if user_id is None:
        raise Missing
    lines = events.list_others_of_client(own_id(), user_id)
    shown = lines[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return show(
        "own_log",
        lines=[(line.on, log_sentence(line)) for line in shown],
        page=page,
        has_more=len(lines) > page * PAGE_SIZE,
    )
