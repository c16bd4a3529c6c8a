"""Members of staff from files: found by their mail addresses, which are sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from app.domain.calendar import Span, merge_spans
from app.domain.imports import cells
from app.domain.imports.columns import Remark
from app.domain.imports.staff import StaffRow
from app.domain.policy import SYSTEM
from app.domain.vocabulary import STAFF_ROLES, Language, Role
from app.store import logins
from app.store.db import db
from app.store.imports.people import Units, email_index
from app.store.imports.shelf import NOBODY, Change, Occasion, Stored, Touched
from app.store.models.people import Absence, User, WorkingHours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

_PLAIN = ("first_name", "role", "support_minutes_week")


class StaffShelf:
    """Members of staff by their mail addresses."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._units = Units()
        self._users: dict[UUID, User] = {}
        self._taken: set[str] = set()

    def find(self, rows: Sequence[StaffRow]) -> Mapping[str, Stored]:
        """What is kept of these rows, by their addresses; other people's addresses are noted."""
        keys = {email_index(row.email): row.email for row in rows}
        users = list(db.session.scalars(select(User).where(User.email_index.in_(keys))))
        staff = [user for user in users if user.role in STAFF_ROLES]
        self._users = {user.id: user for user in staff}
        self._taken = {keys[user.email_index] for user in users
                       if user.role not in STAFF_ROLES and user.email_index}  # fmt: skip
        stored = zip(staff, self._rows(staff), strict=True)
        return {row.email: Stored(user.id, row) for user, row in stored}

    def check(self, row: StaffRow, stored: Stored | None) -> Iterator[Remark]:
        """An unknown unit, somebody else's address, a role that only an administrator changes."""
        if row.email in self._taken:
            yield Remark("email", "email_taken", {"text": row.email})
        if row.unit_code and self._units.id_of(row.unit_code) is None:
            yield Remark("unit_code", "unit_unknown", {"text": row.unit_code})
        role_changes = stored is not None and stored.row.role is not row.role
        actor = self._occasion.actor
        if role_changes and actor is not SYSTEM and actor.role is not Role.ADMINISTRATOR:
            yield Remark("role", "role_change_refused")

    def write(self, added: Sequence[StaffRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows; whoever changes role or unit has to sign in again."""
        for row in added:
            user = User(role=row.role, first_name=row.first_name, language=row.languages[0],
                        email=row.email, email_index=email_index(row.email),
                        created_at=self._occasion.now)  # fmt: skip
            db.session.add(user)
            self._fill(user, row)
            db.session.flush()
            self._times(user.id, row)
        for change in changed:
            user, old = self._users[change.stored.id], change.stored.row
            self._fill(user, change.row)
            self._times(user.id, change.row)
            if (old.role, old.unit_code) != (change.row.role, change.row.unit_code):
                logins.revoke_all(user.id, now=self._occasion.now)
        db.session.flush()
        return NOBODY

    def _fill(self, user: User, row: StaffRow) -> None:
        for name in _PLAIN:
            setattr(user, name, getattr(row, name))
        user.last_name = row.last_name or None
        user.phone = row.phone or None
        user.languages = cells.words(row.languages)
        user.unit_id = self._units.id_of(row.unit_code)

    def _times(self, user_id: UUID, row: StaffRow) -> None:
        away = select(Absence.starts_on, Absence.ends_on, Absence.entered_at)
        rows = db.session.execute(away.where(Absence.user_id == user_id))
        known = {(first, last): entered_at for first, last, entered_at in rows}
        for model in (WorkingHours, Absence):
            db.session.execute(delete(model).where(model.user_id == user_id))
        db.session.add_all(
            WorkingHours(user_id=user_id, weekday=span.weekday, starts_minute=span.starts_minute,
                         ends_minute=span.ends_minute) for span in row.working_hours
        )  # fmt: skip
        db.session.add_all(
            Absence(user_id=user_id, starts_on=first, ends_on=last,
                    entered_at=known.get((first, last), self._occasion.now))
            for first, last in row.absences
        )  # fmt: skip

    def list_ids(self) -> Sequence[UUID]:
        """All members of staff who can be named by an address, in the order they came."""
        query = select(User.id).where(User.role.in_(STAFF_ROLES), User.email_index.is_not(None))
        return list(db.session.scalars(query.order_by(User.created_at, User.id)))

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[StaffRow]:
        """The rows of these people."""
        users = {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
        return self._rows([users[user_id] for user_id in ids])

    def _rows(self, users: Sequence[User]) -> list[StaffRow]:
        ids = [user.id for user in users]
        hours = _by_user(
            (row.user_id, Span(row.weekday, row.starts_minute, row.ends_minute))
            for row in db.session.scalars(select(WorkingHours).where(WorkingHours.user_id.in_(ids)))
        )
        away = _by_user(
            (row.user_id, (row.starts_on, row.ends_on))
            for row in db.session.scalars(select(Absence).where(Absence.user_id.in_(ids)))
        )
        return [
            StaffRow(
                email=(user.email or "").strip().lower(),
                last_name=cells.tidy(user.last_name or ""),
                unit_code=self._units.codes.get(user.unit_id, ""),
                languages=tuple(Language(one) for one in user.languages.split()) or (Language.FI,),
                phone=user.phone or "", working_hours=merge_spans(hours.get(user.id, ())),
                absences=tuple(sorted(away.get(user.id, ()))),
                **{name: getattr(user, name) for name in _PLAIN},
            ) for user in users
        ]  # fmt: skip


def _by_user(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for user_id, value in pairs:
        found.setdefault(user_id, []).append(value)
    return found
