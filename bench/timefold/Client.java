/** A client's own limits: minutes and cents of the week, the coach, points for being served. */
public record Client(int row, int ceiling, int room, int coach, int coachMinutes, int bonus) {}
