"""What can go wrong with a plan, each as a code with facts; the doors turn them into words."""

from __future__ import annotations

from app.domain.errors import ExpectedError


class PlanInputError(ExpectedError):
    """The week that came in cannot be read: a column, an id or a row is wrong."""

    status = 422


class SolverFailed(ExpectedError):
    """The solver died, or answered nothing that can be used."""

    status = 503


class PlanNotValid(ExpectedError):
    """The independent check refuses a plan or its bound; this is a fault of ours."""

    status = 500
