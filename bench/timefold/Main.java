import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plans a week with the solver's default phases: WEEK SECONDS ANSWER. */
public final class Main {
    private final StreamTokenizer words;

    private Main(Reader reader) {
        words = new StreamTokenizer(reader);
    }

    public static void main(String[] arguments) throws IOException {
        Week week;
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            week = new Main(reader).read();
        }
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Week.class)
                .withEntityClasses(Place.class)
                .withConstraintProviderClass(Rules.class)
                .withRandomSeed(0L)
                .withTerminationSpentLimit(Duration.ofSeconds(Long.parseLong(arguments[1])));
        Week solved = SolverFactory.<Week>create(config).buildSolver().solve(week);
        try (PrintWriter answer = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[2])))) {
            for (Place place : solved.getPlaces()) {
                if (place.getOption() != null) {
                    answer.println(place.getOption().row());
                }
            }
        }
        System.out.println(solved.getScore());
    }

    private int next() throws IOException {
        words.nextToken();
        return (int) words.nval;
    }

    private Week read() throws IOException {
        int coaches = next();
        int clients = next();
        int shifts = next();
        int pairs = next();
        Rules.base = next();
        Rules.tenths = next();
        Rules.rest = next();
        int[] minutes = new int[coaches];
        for (int k = 0; k < coaches; k++) {
            minutes[k] = next();
        }
        List<Client> people = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int ceiling = next();
            int room = next();
            int coach = next();
            people.add(new Client(i, ceiling, room, coach, minutes[coach], next()));
        }
        return new Week(places(people, shifts, pairs));
    }

    private List<Place> places(List<Client> people, int shifts, int pairs) throws IOException {
        List<Shift> known = new ArrayList<>();
        List<List<Option>> options = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int j = 0; j < shifts; j++) {
            List<Option> own = new ArrayList<>();
            options.add(own);
            int count = next();
            for (int p = 0; p < count; p++) {
                places.add(new Place(places.size(), own));
            }
            known.add(new Shift(j, next(), next(), next(), next(), next(), next()));
        }
        for (int row = 0; row < pairs; row++) {
            Client client = people.get(next());
            Shift shift = known.get(next());
            options.get(shift.row()).add(new Option(row, client, shift, next(), next(), next()));
        }
        places.removeIf(place -> place.getOptions().isEmpty());
        return places;
    }
}
