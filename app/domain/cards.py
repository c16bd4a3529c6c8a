"""By what a login card is known: an animal and a colour, never a name."""

from __future__ import annotations

ANIMALS = (
    "cat", "dog", "bear", "fox", "owl", "rabbit", "fish", "horse", "hedgehog", "swan", "bee",
    "butterfly", "squirrel", "frog", "sheep", "seal",
)  # fmt: skip
TONES = ("fog", "engel", "copper", "suomenlinna", "metro", "silver")
