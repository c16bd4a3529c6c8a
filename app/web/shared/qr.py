"""A text as a picture that a phone's camera reads."""

from __future__ import annotations

from dataclasses import dataclass

import segno

# The quiet edge that cameras need around the picture, in modules.
EDGE = 2


@dataclass(frozen=True)
class QrPicture:
    """The side of the picture in modules and its dark squares as an SVG path."""

    side: int
    path: str


def qr_picture(text: str) -> QrPicture:
    """What `shared/qr.html` draws; holds numbers only, whatever the text is."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    squares = [
        f"M{x + EDGE} {y + EDGE}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    return QrPicture(len(rows) + 2 * EDGE, "".join(squares))
