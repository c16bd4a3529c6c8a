"""How long a text message is, as it is sent and paid for. Source: 3GPP TS 23.038."""

from __future__ import annotations

from dataclasses import dataclass

# The default alphabet of GSM, and what takes two places in it.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("\f^{}\\[~]|€")
# Signs in one message, and in each part of a longer one: plain, and with any sign outside of GSM.
_PLAIN, _RICH = (160, 153), (70, 67)
MOST_PARTS = 2


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How many signs a text takes, in how many parts it goes, and which signs make it longer."""

    signs: int
    parts: int
    rich: str


def measure(text: str) -> SmsLength:
    """The length of a text message as it is sent."""
    rich = "".join(dict.fromkeys(one for one in text if one not in _BASIC | _DOUBLE))
    if rich:
        signs, (single, each) = len(text.encode("utf-16-be")) // 2, _RICH
    else:
        signs, (single, each) = len(text) + sum(one in _DOUBLE for one in text), _PLAIN
    return SmsLength(signs, 1 if signs <= single else -(-signs // each), rich)
