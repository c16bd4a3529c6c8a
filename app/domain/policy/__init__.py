"""Who may do what: one table from verb to rule, and no for everything else.

Facts say what the thing at hand is to the person; a fact that is not given counts as "no".
The access matrix of the design is checked against this table by a test that knows it separately.
"""

from app.domain.policy.actors import ANONYMOUS, NO_FACTS, SYSTEM, Actor, Facts, TaskStage
from app.domain.policy.rules import may, require
from app.domain.policy.verbs import Verb

__all__ = [
    "ANONYMOUS",
    "NO_FACTS",
    "SYSTEM",
    "Actor",
    "Facts",
    "TaskStage",
    "Verb",
    "may",
    "require",
]
