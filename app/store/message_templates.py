"""The words that administrators have given letters, version by version; the newest is in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import Missing
from app.domain.messages.words import Words, worded_in
from app.store.db import db
from app.store.models.people import User
from app.store.models.rules import MessageTemplate

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Version:
    """What a letter said from an instant on, and the first name of who wrote it.

    `words` is None where the words of the house were taken back.
    """

    letter: str
    language: str
    number: int
    words: Words | None
    written_by: str
    written_at: datetime


def list_versions(letter: str, language: str) -> list[Version]:
    """Every version of a letter's words in one language, the newest first."""
    return _versions(MessageTemplate.letter == letter, MessageTemplate.language == language)


def list_newest() -> dict[tuple[str, str], Version]:
    """The newest version of all that was ever changed, by letter and language."""
    return {(one.letter, one.language): one for one in reversed(_versions())}


def _versions(*where: object) -> list[Version]:
    rows = db.session.execute(
        select(MessageTemplate, User.first_name)
        .outerjoin(User, User.id == MessageTemplate.written_by_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(MessageTemplate.number.desc())
    )
    return [_version(row, name or "") for row, name in rows]


def _version(row: MessageTemplate, name: str) -> Version:
    return Version(row.letter, row.language, row.number, _words(row), name, row.written_at)


def _words(row: MessageTemplate) -> Words | None:
    return Words(row.subject, row.body, row.sms) if row.own else None


def find_newest(letter: str, language: str) -> Version | None:
    """What is in use, or None where nobody has ever changed the words."""
    return next(iter(list_versions(letter, language)), None)


def get_version(letter: str, language: str, number: int) -> Version:
    """One version. Raises: Missing."""
    for one in list_versions(letter, language):
        if one.number == number:
            return one
    raise Missing


def add_version(
    letter: str, language: str, words: Words | None, *, number: int, by_id: UUID | None,
    now: datetime,
) -> UUID:  # fmt: skip
    """Write the next version; returns its id. A number is given once: the second writer is told.

    None for the words takes those of the house back.
    """
    said = words or Words()
    row = MessageTemplate(
        letter=letter, language=language, number=number, own=words is not None,
        subject=said.subject, body=said.body, sms=said.sms, written_by_id=by_id, written_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row.id


class WordsInUse:
    """The own words of the letters that are about to be sent, asked of the database once."""

    def __init__(self, letters: Collection[str]) -> None:
        rows = db.session.scalars(
            select(MessageTemplate)
            .where(MessageTemplate.letter.in_(letters))
            .order_by(MessageTemplate.number)
        )
        self._by_slot = {(row.letter, row.language): _words(row) for row in rows}

    def find(self, letter: str, language: str) -> Words | None:
        """The own words for a reader of this language, or None for those of the house."""
        if not self._by_slot:
            return None
        return self._by_slot.get((letter, worded_in(letter, language)))
