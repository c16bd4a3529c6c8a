"""Pages and style sheets go over the wire packed: many phones here are old and their lines slow.

A packed page whose length tells how well two of its texts match could betray a secret in it to a
foreign site that makes the browser ask again and again (BREACH). So what a foreign site has asked
for is never packed, the only secret in a page, the form's token, is signed anew each second, and
the length of a page is blurred by a few random bytes.
"""

from __future__ import annotations

import gzip
import secrets
import struct
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from flask import Flask, Response

KINDS = frozenset(
    {"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml",
     "application/manifest+json", "text/calendar"}
)  # fmt: skip
# Shorter answers gain nothing.
SHORTEST = 500
LONGEST_BLUR = 64
_HEADER = struct.pack("<BBBBLBB", 0x1F, 0x8B, 8, 8, 0, 0, 255)


def packed(body: bytes) -> bytes:
    """The bytes as gzip; a file name of random length blurs how long the whole is."""
    maker = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    blur = b"x" * secrets.randbelow(LONGEST_BLUR) + b"\0"
    end = struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return _HEADER + blur + maker.compress(body) + maker.flush() + end


@lru_cache(maxsize=512)
def _packed_file(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


def _compress(response: Response) -> Response:
    if not _may_pack(response):
        return response
    if request.endpoint == "static":
        return _pack_file(response)
    body = response.get_data()
    if len(body) >= SHORTEST:
        response.set_data(packed(body))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _may_pack(response: Response) -> bool:
    """Whether the browser understands gzip, it is worth it, and no foreign site is asking."""
    response.vary.add("Accept-Encoding")
    return (
        response.status_code == 200
        and request.method == "GET"
        and response.mimetype in KINDS
        and "Content-Encoding" not in response.headers
        and request.accept_encodings.quality("gzip") > 0
        and request.headers.get("Sec-Fetch-Site") not in {"cross-site", "same-site"}
    )


def _pack_file(response: Response) -> Response:
    name = (request.view_args or {}).get("filename", "")
    path = Path(current_app.static_folder or "") / name
    if not path.is_file() or path.stat().st_size < SHORTEST:
        return response
    response.close()
    response.direct_passthrough = False
    response.set_data(_packed_file(path, path.stat().st_mtime_ns))
    response.headers["Content-Encoding"] = "gzip"
    # The same file in another dress: caches may compare its mark only weakly.
    mark, _weak = response.get_etag()
    if mark:
        response.set_etag(mark, weak=True)
    return response


def init_compress(app: Flask) -> None:
    app.after_request(_compress)
