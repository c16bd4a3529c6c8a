"""What a client's text message is taken for."""

from __future__ import annotations

import pytest

from app.domain.replies import Reply, read_reply


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        *((text, Reply.YES) for text in ("K", "k", " K. ", "kyllä", "KYLLÄ!", "Kylla", "Joo :)",
                                         "Otan työn", "kyllä kiitos", "Ja", "j", "Yes", "Y")),
        *((text, Reply.NO) for text in ("E", "e", "Ei", "ei.", "Ei kiitos", "En ota työtä", "Nej",
                                        "nej tack", "No", "no thanks", "N")),
        *((text, Reply.ASK) for text in ("?", "??", " ? ", "kysy", "Kysyn", "kysy?", "fråga")),
        *((text, Reply.STOP) for text in ("STOP", "seis", "Ei viestejä", "EI VIESTEJÄ!",
                                          "inga meddelanden")),
        *((text, Reply.UNCLEAR) for text in ("", "   ", "kyllä?", "k?", "ehkä", "kyllä mutta en",
                                             "en tiedä", "kek", "K E", "👍", "soita mulle",
                                             "ei viestejä kiitos enää ikinä")),
    ],
)  # fmt: skip
def test_only_a_whole_clear_message_counts(text: str, reply: Reply) -> None:
    assert read_reply(text) is reply
