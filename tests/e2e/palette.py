"""Small PNG files: a picture of a page has few colours, so 256 of them are enough."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The browser knows how to read a PNG and counts quickly: the commonest colours are kept, each
# other pixel gets the nearest of them.
SCRIPT = """async (picture) => {
    const blob = await (await fetch("data:image/png;base64," + picture)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(bitmap, 0, 0);
    const bytes = pen.getImageData(0, 0, bitmap.width, bitmap.height).data;
    const pixels = new Uint32Array(bytes.buffer).map((pixel) => pixel & 0xffffff);
    const counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
    const kept = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => colour);
    const parts = (colour) => [colour & 255, (colour >> 8) & 255, colour >> 16];
    const table = kept.map(parts);
    const places = new Map(kept.map((colour, place) => [colour, place]));
    const nearest = (colour) => {
        const [red, green, blue] = parts(colour);
        let best = 0, least = Infinity;
        table.forEach(([r, g, b], place) => {
            const far = (r - red) ** 2 + 2 * (g - green) ** 2 + (b - blue) ** 2;
            if (far < least) { least = far; best = place; }
        });
        places.set(colour, best);
        return best;
    };
    const chosen = new Uint8Array(pixels.length);
    pixels.forEach((pixel, at) => { chosen[at] = places.get(pixel) ?? nearest(pixel); });
    const reader = new FileReader();
    const done = new Promise((resolve) => { reader.onload = resolve; });
    reader.readAsDataURL(new Blob([chosen]));
    await done;
    return { width: bitmap.width, table, chosen: reader.result.split(",")[1] };
}"""


def shrink(browser: Browser, picture: bytes) -> bytes:
    """The same picture with at most 256 colours."""
    page = browser.new_page()
    try:
        made = page.evaluate(SCRIPT, base64.b64encode(picture).decode())
    finally:
        page.close()
    width, pixels = int(made["width"]), base64.b64decode(made["chosen"])
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    table = bytes(part for colour in made["table"] for part in colour)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = ((b"IHDR", header), (b"PLTE", table), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A piece of a PNG file: its length, its kind, what it holds and a check sum."""
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
