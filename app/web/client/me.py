"""The client's own things on one page: wishes, times, limits, and who knows what."""

from __future__ import annotations

from app.web.client.blueprint import bp
from app.web.client.page import show


@bp.get("/me")
def me() -> str:
    return show("me")
