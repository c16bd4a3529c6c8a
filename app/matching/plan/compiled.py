"""Loops over whole numbers: compiled where numba is installed, plain Python where it is not.

Both ways do the same integer arithmetic, so both give the same plan; plain Python is for units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from app.matching.plan.kept_loops import COMPILED, kept_folder

if TYPE_CHECKING:
    from collections.abc import Callable

Loop = TypeVar("Loop", bound="Callable[..., object]")


def keep_apart() -> None:
    """Have numba keep machine code in a folder of these sources alone.

    Numba by itself looks at the file of a loop only, and would after an upgrade go on calling what
    another file said before. Whoever sets NUMBA_CACHE_DIR has chosen.
    """
    from numba.core import config  # noqa: PLC0415 - the web never loads it

    config.CACHE_DIR = str(kept_folder())


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


if COMPILED:
    keep_apart()
