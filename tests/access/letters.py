"""A letter that was worded anew and taken back, so that every act on its words can happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.models.rules import MessageTemplate

if TYPE_CHECKING:
    from tests.world import World


def reworded(world: World) -> int:
    """The number of the version of "task_opened" that is no longer in use."""
    of = {"letter": "task_opened", "language": "fi", "written_at": world.now}
    world.add(
        MessageTemplate(number=1, own=True, subject="Haemme: {title}", body="{link}", **of),
        MessageTemplate(number=2, own=False, **of),
    )
    return 1
