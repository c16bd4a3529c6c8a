"""The trail for the auditor."""

from __future__ import annotations

from flask import render_template, request

from app.store import trails
from app.web.admin.blueprint import audit_bp


@audit_bp.get("/events")
def list_events() -> str:
    action = request.args.get("action", "")
    page = max(request.args.get("page", 1, type=int), 1)
    rows, pages = trails.list_page(page, action=action)
    return render_template(
        "admin/events.html",
        rows=rows,
        page=page,
        pages=pages,
        action=action,
        actions=trails.list_actions(),
        unsealed=trails.count_unsealed(),
    )
