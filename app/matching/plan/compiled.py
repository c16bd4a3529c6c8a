"""Loops over whole numbers: compiled where numba is installed, plain Python where it is not.

Both ways do the same integer arithmetic, so both give the same plan; plain Python is for units.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

COMPILED = find_spec("numba") is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"

Loop = TypeVar("Loop", bound="Callable[..., object]")


def compiled(loop: Loop) -> Loop:
    """The loop as machine code, kept on disk between runs; or the loop itself."""
    if not COMPILED:
        return loop
    from numba import njit  # noqa: PLC0415 - the web never loads it

    return cast("Loop", njit(cache=True, nogil=True)(loop))


def inlined(loop: Loop) -> Loop:
    """As `compiled`, but written into its callers: for the short ones called at every step."""
    if not COMPILED:
        return loop
    from numba import njit  # noqa: PLC0415 - the web never loads it

    return cast("Loop", njit(inline="always")(loop))
