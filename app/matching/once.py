"""What is worked out when it is first asked for, and kept with its object.

As `functools.cached_property` is from Python 3.12 on: without the lock that older ones take each
time, which costs more than many of the steps of a list. Two threads at once may work it out twice.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as once
else:
    Value = TypeVar("Value")

    class once(Generic[Value]):  # noqa: N801 - read as a decorator
        """A property that puts its value in the place of itself."""

        def __init__(self, work_out: Callable[[object], Value]) -> None:
            self.work_out, self.__doc__ = work_out, work_out.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, instance: object, owner: type | None = None) -> Value:
            if instance is None:
                return self
            value = self.work_out(instance)
            # Not through its dictionary: an object that has never shown it is read faster.
            setattr(instance, self.name, value)
            return value


__all__ = ["once"]
