import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;

/** The limits and the points of a week; places are kept by there being so many. */
public class Rules implements ConstraintProvider {
    static long base;
    static long tenths;
    static long rest;

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            overlap(factory), minutes(factory), earnings(factory), coach(factory), fit(factory), served(factory)
        };
    }

    Constraint overlap(ConstraintFactory factory) {
        return factory.forEachUniquePair(Place.class, Joiners.equal(Place::client))
                .filter((a, b) -> a.getOption().shift().clashes(b.getOption().shift(), base, tenths, rest))
                .penalizeLong(HardSoftLongScore.ONE_HARD, (a, b) -> 60)
                .asConstraint("overlap, the way and the rest included");
    }

    Constraint minutes(ConstraintFactory factory) {
        return factory.forEach(Place.class)
                .groupBy(Place::client, sum(place -> place.getOption().minutes()))
                .filter((client, minutes) -> minutes > client.ceiling())
                .penalizeLong(HardSoftLongScore.ONE_HARD, (client, minutes) -> minutes - client.ceiling())
                .asConstraint("minutes of the week");
    }

    Constraint earnings(ConstraintFactory factory) {
        return factory.forEach(Place.class)
                .groupBy(Place::client, sum(place -> place.getOption().shift().pay()))
                .filter((client, cents) -> cents > client.room())
                .penalizeLong(HardSoftLongScore.ONE_HARD, (client, cents) -> (cents - client.room()) / 20 + 1)
                .asConstraint("earnings");
    }

    Constraint coach(ConstraintFactory factory) {
        return factory.forEach(Place.class)
                .filter(place -> place.getOption().support() > 0)
                .groupBy(place -> place.client().coach(), place -> place.client().coachMinutes(),
                        sum(place -> place.getOption().support()))
                .filter((coach, most, minutes) -> minutes > most)
                .penalizeLong(HardSoftLongScore.ONE_HARD, (coach, most, minutes) -> minutes - most)
                .asConstraint("minutes of the coach");
    }

    Constraint fit(ConstraintFactory factory) {
        return factory.forEach(Place.class)
                .rewardLong(HardSoftLongScore.ONE_SOFT, place -> place.getOption().value())
                .asConstraint("fit");
    }

    Constraint served(ConstraintFactory factory) {
        return factory.forEach(Place.class)
                .groupBy(Place::client)
                .rewardLong(HardSoftLongScore.ONE_SOFT, Client::bonus)
                .asConstraint("served");
    }
}
