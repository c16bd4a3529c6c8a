"""What is worked out once is kept with its object, and with no other."""

from __future__ import annotations

from app.matching.once import once


class Counted:
    def __init__(self, number):
        self.number, self.times = number, 0

    @once
    def double(self):
        """Twice the number."""
        self.times += 1
        return 2 * self.number


def test_it_is_worked_out_once_for_each_object():
    one, other = Counted(3), Counted(5)
    assert [one.double, one.double, other.double, one.double] == [6, 6, 10, 6]
    assert (one.times, other.times) == (1, 1)


def test_it_can_be_forgotten_and_told():
    one = Counted(3)
    assert one.double == 6
    one.number = 4
    del one.__dict__["double"]
    assert one.double == 8
    one.__dict__["double"] = 1
    assert one.double == 1


def test_it_tells_what_it_is():
    assert Counted.double.__doc__ == "Twice the number."
