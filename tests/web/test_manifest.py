"""The site on a phone's home screen: a neutral name, icons that are there, and who links to it."""

from __future__ import annotations

import struct


def test_the_manifest_is_neutral_and_its_icons_are_there(app):
    client = app.test_client()
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    told = answer.get_json(force=True)
    assert (told["name"], told["start_url"], told["display"]) == (
        "Jobcenter", "/client/", "standalone",
    )  # fmt: skip
    assert {icon["purpose"] for icon in told["icons"]} == {"any maskable"}
    for icon in told["icons"]:
        with client.get(icon["src"]) as png:
            side = struct.unpack(">II", png.data[16:24])
            assert (png.mimetype, "{}x{}".format(*side)) == ("image/png", icon["sizes"])
            assert "immutable" in png.headers["Cache-Control"]


def test_a_clients_page_leads_to_it(world, browse):
    page = browse(world.kalle).get("/client/")
    links = {link.get("rel"): link.get("href") for link in page.find("link")}
    assert links["manifest"] == "/manifest.webmanifest"
    assert "mark-180.png" in links["apple-touch-icon"]
