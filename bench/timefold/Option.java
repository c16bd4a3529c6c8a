/** A client whom a shift fits: points, minutes of the coach, minutes of the client's week. */
public record Option(int row, Client client, Shift shift, int value, int support, int minutes) {}
