"""Pages for taking files in and giving them out: for dispatchers and administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.imports import files, previews
from app.web.imports.blueprint import bp, let_large_files_in

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["files", "previews", "register"]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
    # Before the check of the form's token, which reads the body with the limit of every page.
    app.before_request_funcs.setdefault(None, []).insert(0, let_large_files_in)
