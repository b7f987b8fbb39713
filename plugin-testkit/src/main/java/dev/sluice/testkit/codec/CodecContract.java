package dev.sluice.testkit.codec;

import dev.sluice.api.dialect.ReplyLens;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws that every chat codec keeps, as tests: a codec's test class implements this and says which lens has the codec.
 *
 * <p>Whatever is written and read again is the same, or there is a line in the losses; each sample says one thing, so that no
 * loss hides another. A stream says what the whole reply says, however it is cut; a stream that broke never looks whole;
 * documents of any shape are read, or refused with a {@link dev.sluice.api.CallError}.
 */
public interface CodecContract {

    /**
     * The lens whose codec is tested.
     *
     * @return of the endpoint that takes chats
     */
    ReplyLens lens();

    /**
     * Whether the dialect pairs tools' results with their calls by name, so that ids may come back empty.
     *
     * @return false unless overridden
     */
    default boolean pairsByName() {
        return false;
    }

    /**
     * Runs the laws.
     *
     * @return a test for each law and sample
     */
    @TestFactory
    default Stream<DynamicNode> keepsTheLawsOfCodecs() {
        Subject subject = new Subject(lens(), pairsByName());
        return Stream.of(
                DynamicContainer.dynamicContainer("requests", RequestLaws.of(subject)),
                DynamicContainer.dynamicContainer("replies", ReplyLaws.of(subject)),
                DynamicContainer.dynamicContainer("streams", StreamLaws.of(subject)),
                DynamicContainer.dynamicContainer("errors", ErrorLaws.of(subject)),
                DynamicContainer.dynamicContainer("anything", ChaosLaws.of(subject)));
    }
}
