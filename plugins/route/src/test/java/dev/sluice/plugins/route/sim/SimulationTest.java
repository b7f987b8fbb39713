package dev.sluice.plugins.route.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.route.SimulatedRoute;
import dev.sluice.plugins.route.config.StrategySettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void oneDeadTargetOfThreeCostsNobodyAnAnswer(String name, Simulation.Maker strategy) {
        Result healthy = Simulation.run(Scenario.HEALTHY, strategy);

        Result result = Simulation.run(Scenario.ONE_DEAD, strategy);

        assertThat(result.success()).isGreaterThanOrEqualTo(0.999);
        assertThat(result.p99()).isLessThanOrEqualTo(1.5 * healthy.p99());
    }

    @Test
    void aTargetTenTimesSlowerIsHardlyNoticed() {
        Result healthy = Simulation.run(Scenario.HEALTHY, Contestants.fastestHedged());

        Result result = Simulation.run(Scenario.ONE_SLOW, Contestants.fastestHedged());

        assertThat(result.p99()).isLessThanOrEqualTo(2 * healthy.p99());
        assertThat(result.success()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void anOutageIsNotMadeWorse(String name, Simulation.Maker strategy) {
        Result result = Simulation.run(Scenario.BLACK_OUT, strategy);

        assertThat(result.amplification()).isLessThanOrEqualTo(1.1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void anOutageThatShowsLateIsNotMadeWorse(String name, Simulation.Maker strategy) {
        Result result = Simulation.run(Scenario.ALL_HANG, strategy);

        assertThat(result.amplification()).isLessThanOrEqualTo(1.1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void usedUpRatesAreNotAskedForOverAndOver(String name, Simulation.Maker strategy) {
        Result result = Simulation.run(Scenario.USED_UP, strategy);

        assertThat(result.amplification()).isLessThanOrEqualTo(1.1);
    }

    @Test
    void limitsKeepACrowdFromThrowingItselfAtProvidersThatAreFull() {
        Result without = Simulation.run(Scenario.CROWDED, Contestants.fastestHedged());

        Result with = Simulation.run(Scenario.CROWDED, SimulatedRoute.limited(new StrategySettings.Fastest()));

        assertThat(with.success()).isGreaterThanOrEqualTo(without.success());
        assertThat(with.amplification()).isLessThan(without.amplification());
    }

    static Stream<Arguments> strategies() {
        return Contestants.all().entrySet().stream()
                .filter(contestant -> !contestant.getKey().equals(Contestants.NONE))
                .map(contestant -> Arguments.of(contestant.getKey(), contestant.getValue()));
    }
}
