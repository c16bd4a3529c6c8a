"""By what payroll knows whom: the words under which rows of hours leave, or that they must wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.agreements import agreement_on, employer_key
from app.domain.engagement import model_on
from app.store import agreements, engagement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from app.domain.agreements import Agreement
    from app.domain.engagement import Responsibility
    from app.store.models.work import WorkedHours

KnownBy = tuple[str, bool]
NOT_NEEDED: KnownBy = ("", True)


def list_ready(rows: Sequence[WorkedHours]) -> Iterator[tuple[UUID, KnownBy]]:
    """The rows that may leave, each with its reference and whether the first name goes along.

    A reversal leaves under the words of what it reverses.
    """
    versions = engagement.list_versions()
    known = agreements.list_of({row.client_id for row in rows})
    for row in rows:
        if row.reverses_id is not None:
            yield row.id, (row.payroll_reference, row.payroll_named)
            continue
        words = _known_by(row, versions, known[row.client_id])
        if words is not None:
            yield row.id, words


def _known_by(
    row: WorkedHours, versions: Sequence[Responsibility], known: Sequence[Agreement]
) -> KnownBy | None:
    found = model_on(versions, row.engagement_model, row.worked_on)
    if found is None:
        return NOT_NEEDED
    mine = agreement_on(known, employer_key(found, row.organisation_id), row.worked_on)
    if mine is not None:
        return mine.reference, mine.name_released
    return None if found.needs_agreement else NOT_NEEDED


def list_held(rows: Sequence[WorkedHours]) -> set[UUID]:
    """The rows that wait for an agreement."""
    return {row.id for row in rows} - {hours_id for hours_id, _words in list_ready(rows)}
