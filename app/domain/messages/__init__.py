"""Every message the site sends: who reads it and what it says, by reader and by matter.

A client's message never tells what it is about: somebody else may be looking at the phone. A
coach's message never tells whom it is about. Administrators may put the words of a letter in
another way; `checks` says what they may not.
"""

from app.domain.messages.catalogue import MESSAGES, URGENT, discreet, placeholders
from app.domain.messages.clients import REPLIES
from app.domain.messages.rendering import Rendered, render
from app.domain.messages.text import Audience, MessageText

__all__ = [
    "MESSAGES",
    "REPLIES",
    "URGENT",
    "Audience",
    "MessageText",
    "Rendered",
    "discreet",
    "placeholders",
    "render",
]
