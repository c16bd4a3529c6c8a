"""Draws the home-screen icons of `app/static/icons/` from the site's own mark: needs Chromium.

`python -m tests.e2e.icons`, whenever `app/static/mark.svg` has changed.
"""

from __future__ import annotations

from app.config import ROOT
from tests.e2e.chromium import chromium

STATIC = ROOT / "app" / "static"
SIZES = (180, 192, 512)


def main() -> None:
    mark = (STATIC / "mark.svg").read_text(encoding="utf-8")
    with chromium() as browser:
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            style = "<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>"
            page.set_content(style + mark)
            page.screenshot(path=STATIC / "icons" / f"mark-{size}.png")
            page.close()


if __name__ == "__main__":
    main()
