import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.List;

/** The week to plan. */
@PlanningSolution
public class Week {
    @PlanningEntityCollectionProperty private List<Place> places;
    @PlanningScore private HardSoftLongScore score;

    public Week() {}

    Week(List<Place> places) {
        this.places = places;
    }

    public List<Place> getPlaces() {
        return places;
    }

    public HardSoftLongScore getScore() {
        return score;
    }
}
