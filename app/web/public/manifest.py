"""What a phone needs to keep the site among its own programs: a neutral name, an icon, a worker."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Response, current_app, url_for

from app.web.public.blueprint import bp
from app.web.shared.language import HTML_LANG, current_language
from app.web.shared.static import static_url

ICON_SIZES = (192, 512)
BUS, PAPER = "#0000bf", "#ffffff"


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """The name says nothing of who uses it: others see the screen, too."""
    home = url_for("client.home")
    told = {
        "id": home, "start_url": home, "scope": "/", "name": "Jobcenter", "short_name": "Jobcenter",
        "lang": HTML_LANG[current_language()], "display": "standalone", "theme_color": BUS,
        "background_color": PAPER, "icons": [_icon(size) for size in ICON_SIZES],
    }  # fmt: skip
    return Response(json.dumps(told), mimetype="application/manifest+json")


@bp.get("/sw.js")
def worker() -> Response:
    """The site's worker in the browser, at an address from which it reaches all pages."""
    script = Path(current_app.static_folder or "") / "js" / "sw.js"
    return Response(script.read_text(encoding="utf-8"), mimetype="text/javascript")


def _icon(size: int) -> dict[str, str]:
    # The mark reaches every edge and keeps its letter in the middle, so it may be cut to any shape.
    return {
        "src": static_url(f"icons/mark-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
        "purpose": "any maskable",
    }  # fmt: skip
