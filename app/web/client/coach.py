"""Who is the client's coach, now and soon."""

from __future__ import annotations

from flask import url_for

from app.store import handovers
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.now import now


@bp.get("/coach")
def show_coach() -> str:
    news = handovers.list_news(own_id(), now=now())
    return show("coach", news=news[:2], back=url_for("client.show_path"))
