"""Who works here: every member of staff by unit and role."""

from __future__ import annotations

from flask import render_template

from app.store import users
from app.web.admin.blueprint import bp


@bp.get("/staff")
def list_staff() -> str:
    return render_template("admin/staff.html", staff=users.list_staff())
