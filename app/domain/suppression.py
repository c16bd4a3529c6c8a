"""Small numbers of people are not told: a count of one to four could be somebody.

Source: the access rules of the design (aggregates with k = 5).
"""

from __future__ import annotations

LEAST = 5


def shown(count: int, least: int = LEAST) -> int | None:
    """The count, or None when it is too small to be told; nobody at all can be told."""
    return count if count == 0 or count >= least else None


def rounded(count: int, step: int = LEAST) -> int | None:
    """A count of people outside one's own unit, to the nearest five; None for one to four.

    Rounded, so that the difference of two lists tells of nobody (threat T23 of the trust pages).
    """
    return None if 0 < count < step else (count + step // 2) // step * step


def told_outside(count: int, step: int = LEAST) -> int | None:
    """A count of people told to somebody outside the units: down to a full five, None below it.

    Nobody at all and one to four look the same, so that no question tells whether there is somebody
    (threat T23); down, so that what is promised is there.
    """
    return None if count < step else count // step * step


def group_sizes(people: int, most: int = 10, least: int = LEAST) -> list[int]:
    """Sizes of at most `most` equal groups with at least `least` people each; none for too few."""
    groups = min(most, people // least)
    if groups < 2:
        return []
    size, rest = divmod(people, groups)
    return [size + (number < rest) for number in range(groups)]
