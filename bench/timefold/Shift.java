/** A shift: minutes of the week, metres on a plane, cents. */
public record Shift(int row, long start, long end, int day, long x, long y, int pay) {

    /** Whether one person can't take both: too little time for the way or the rest between days. */
    boolean clashes(Shift other, long base, long tenths, long rest) {
        boolean first = start < other.start || (start == other.start && row <= other.row);
        Shift early = first ? this : other;
        Shift late = first ? other : this;
        long gap = late.start - early.end;
        if (gap < 0 || (early.day != late.day && gap < rest)) {
            return true;
        }
        long dx = early.x - late.x;
        long dy = early.y - late.y;
        long metresSquared = dx * dx + dy * dy;
        if (row == other.row) {
            return true;
        }
        long over = (gap - base) * 10_000;
        return metresSquared > 0 && (over < 0 || over * over < tenths * tenths * metresSquared);
    }
}
