"""Pages that anybody may open."""

from __future__ import annotations

from flask import Flask

from app.web.public import pages, sign_in, start
from app.web.public.blueprint import bp

__all__ = ["pages", "register", "sign_in", "start"]


def register(app: Flask) -> None:
    """Open the public pages; the demo's own pages exist only in the demo."""
    app.register_blueprint(bp)
    settings = app.extensions["jobcenter_settings"]
    if settings.demo:
        from app.web.public import demo, styleguide

        app.register_blueprint(demo.bp)
        app.register_blueprint(styleguide.bp)
