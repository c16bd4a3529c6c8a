"""How a client wants the pages to look and how much is on them."""

from __future__ import annotations

from dataclasses import dataclass, fields

TEXT_SIZES = ("normal", "large", "largest")


@dataclass(frozen=True, slots=True)
class Look:
    """The wishes of one client; the defaults are how the pages are made."""

    text_size: str = TEXT_SIZES[0]
    strong: bool = False
    pictures: bool = True
    # Home shows one thing and two links; pages leave out what is not needed now.
    fewer: bool = False

    def __post_init__(self) -> None:
        if self.text_size not in TEXT_SIZES:
            raise ValueError("an unknown size of text")


LOOK_FIELDS = tuple(field.name for field in fields(Look))
