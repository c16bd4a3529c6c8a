"""Pages that anybody may open. Each is on the named list of `tests/test_habits`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("public", __name__)
