"""Jobcenter. `create_app` builds the site; whoever wants one room only loads that room alone.

So the processes that solve a week's parts carry the matcher and not the whole site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The site, ready to serve. Raises: BadSettings when a setting is missing or weak."""
    from app.site import build_site

    return build_site(settings)
