"""The one commit of the site."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from app.domain.errors import Conflict, ExpectedError, Gone
from app.store import changes
from app.store.db import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

# A broken constraint by its name (or, for unique indexes on SQLite, its columns) and its meaning.
_MEANINGS: tuple[tuple[str, type[ExpectedError], str], ...] = (
    ("uq_offer_shift_open", Conflict, "already_offered"),
    ("offer_shift.client_id, offer_shift.shift_id", Conflict, "already_offered"),
    ("ex_offer_shift_overlap", Gone, "overlapping_shift"),
    ("ex_coach_booking_overlap", Conflict, "coach_double_booked"),
    ("uq_week_plan_running", Conflict, "plan_running"),
    ("week_plan.week_on, week_plan.scope", Conflict, "plan_running"),
    ("ck_shift_taken", Gone, "shift_filled"),
    ("uq_support_contact_draft_key", Conflict, "note_already_sent"),
    ("support_contact.draft_key", Conflict, "note_already_sent"),
    ("uq_former_note_contact_id_written_at", Conflict, "note_changed"),
    ("former_note.contact_id, former_note.written_at", Conflict, "note_changed"),
    ("uq_support_draft_coach_id", Conflict, "draft_saved_twice"),
    ("support_draft.coach_id", Conflict, "draft_saved_twice"),
    ("uq_check_in_attendance_id", Conflict, "already_answered"),
    ("check_in.attendance_id", Conflict, "already_answered"),
    ("uq_interest_client_id", Conflict, "already_answered"),
    ("interest.client_id", Conflict, "already_answered"),
    ("uq_question_client_id", Conflict, "already_answered"),
    ("question.client_id", Conflict, "already_answered"),
    ("uq_vocational_profile_placement_id", Conflict, "words_newer"),
    ("vocational_profile.placement_id", Conflict, "words_newer"),
    ("uq_change_request_open", Conflict, "change_asked"),
    ("change_request.shift_id", Conflict, "change_asked"),
    ("uq_coach_booking_live", Conflict, "coach_wanted_already"),
    ("coach_booking.coach_id, coach_booking.shift_id", Conflict, "coach_wanted_already"),
    ("uq_employer_unit_id_name", Conflict, "employer_known"),
    ("employer.unit_id, employer.name", Conflict, "employer_known"),
    ("uq_employer_unit_id_organisation_id", Conflict, "employer_known"),
    ("employer.unit_id, employer.organisation_id", Conflict, "employer_known"),
    ("uq_work_idea_words", Conflict, "idea_known"),
    ("work_idea.employer_id, work_idea.words", Conflict, "idea_known"),
    ("uq_employer_contact_draft_key", Conflict, "note_already_sent"),
    ("employer_contact.draft_key", Conflict, "note_already_sent"),
    ("uq_coach_away_stands", Conflict, "away_known"),
    ("coach_away.coach_id, coach_away.first_on", Conflict, "away_known"),
    ("uq_absence_user_id", Conflict, "away_known"),
    ("absence.user_id, absence.starts_on", Conflict, "away_known"),
    ("uq_organisation_business_id", Conflict, "business_id_taken"),
    ("organisation.business_id", Conflict, "business_id_taken"),
    ("uq_message_template_letter", Conflict, "letter_changed"),
    ("message_template.letter", Conflict, "letter_changed"),
)


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """The session of one write transaction; commits at the end, rolls back on any error.

    Ends a read transaction that the request may have begun, so rows read before must be read
    again. Raises: Conflict or Gone for a broken constraint that a user can meet.
    """
    session = db.session()
    if session.info.get("in_unit_of_work"):
        raise RuntimeError("a unit of work must not nest")
    session.rollback()
    changes.forget(session)
    session.info["in_unit_of_work"] = True
    try:
        session.connection(execution_options={"writes": True})
        yield session
        changes.write(session)
        session.commit()
    except IntegrityError as error:
        session.rollback()
        raise _meaning(error) from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_unit_of_work", None)
        changes.forget(session)


@contextmanager
def step() -> Iterator[None]:
    """A part of a unit of work that may be taken back alone, when it cannot be done.

    Raises: Conflict or Gone for a broken constraint that a user can meet.
    """
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        raise _meaning(error) from error


def _meaning(error: IntegrityError) -> Exception:
    text = str(error.orig)
    for mark, kind, code in _MEANINGS:
        if mark in text:
            return kind(code)
    return error
