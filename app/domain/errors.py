"""The expected errors: each carries a code and facts; the web layer turns them into words."""

from __future__ import annotations


class ExpectedError(Exception):
    """Something a user can meet without a bug. `code` names the sentence, `facts` fill it in."""

    status = 409

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Missing(ExpectedError):
    """The thing does not exist for this person: absent and somebody else's look the same."""

    status = 404

    def __init__(self, code: str = "missing", **facts: object) -> None:
        super().__init__(code, **facts)


class NotAllowed(ExpectedError):
    """The thing is visible to this person but the act is not theirs."""

    status = 403

    def __init__(self, code: str = "not_allowed", **facts: object) -> None:
        super().__init__(code, **facts)


class Gone(ExpectedError):
    """Somebody was first, or the time for this has passed."""


class Conflict(ExpectedError):
    """The act does not fit the present state."""


class RuleBroken(ExpectedError):
    """A rule of the domain stops this; facts say which and what would lift it."""

    status = 422


class TooMany(ExpectedError):
    """Tried too often; `facts["retry_after"]` is in seconds."""

    status = 429
