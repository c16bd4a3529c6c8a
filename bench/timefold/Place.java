import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** One place on a shift, which one of the shift's own options takes, or nobody. */
@PlanningEntity
public class Place {
    @PlanningId private int id;
    private List<Option> options;

    @PlanningVariable(allowsUnassigned = true)
    private Option option;

    public Place() {}

    Place(int id, List<Option> options) {
        this.id = id;
        this.options = options;
    }

    @ValueRangeProvider
    public List<Option> getOptions() {
        return options;
    }

    public Option getOption() {
        return option;
    }

    public void setOption(Option option) {
        this.option = option;
    }

    Client client() {
        return option.client();
    }
}
