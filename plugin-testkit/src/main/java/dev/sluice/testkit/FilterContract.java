package dev.sluice.testkit;

import dev.sluice.api.Filter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws that every filter keeps, as tests: a filter's test class implements this and says how the filter is made.
 *
 * <p>Each law is tried on whole and on streamed replies, in two wire shapes, each time on a fresh filter in virtual time.
 * Afterwards nothing is left open: no attempt, no stream, no timer. The other methods say what is particular about a
 * filter, should it be.
 */
public interface FilterContract {
    /**
     * Makes the filter with a config that is worth testing.
     *
     * @param context its surroundings
     * @return a fresh filter
     */
    Filter filter(FakePluginContext context);

    /**
     * Texts that the upstream answers with: some that the filter changes, or refuses, and some that it does not.
     *
     * @return each is tried whole, and cut in many ways
     */
    default List<String> texts() {
        return List.of("", "a", "Grüße aus 東京 🗼, and a good day!", "word ".repeat(40));
    }

    /**
     * How many frames the filter may ask for beyond those that the client has read.
     *
     * @return 8 unless overridden, which is enough for whoever holds back a little
     */
    default int readAhead() {
        return 8;
    }

    /**
     * Whether an attempt is made for this client. One that is not, a shadow say, may go on when the client leaves, and is
     * read at its own pace.
     *
     * @param attempt any that the filter makes
     * @return true unless overridden
     */
    default boolean isForClient(Attempt attempt) {
        return true;
    }

    /**
     * Runs the laws.
     *
     * @return a test for each law, in each of the ways
     */
    @TestFactory
    default Stream<DynamicNode> keepsTheLaws() {
        return Stream.of(FakeCalls.plain(), FakeCalls.chat())
                .flatMap(calls -> Stream.of(new Trial(this, calls, false), new Trial(this, calls, true)))
                .map(trial -> DynamicContainer.dynamicContainer(trial.toString(), laws(trial)));
    }

    private static Stream<DynamicNode> laws(Trial trial) {
        return Stream.of(CallLaws.ALL, TextLaws.ALL, FlowLaws.ALL)
                .flatMap(List::stream)
                .map(law ->
                        DynamicTest.dynamicTest(law.name(), () -> law.check().accept(trial)));
    }
}
