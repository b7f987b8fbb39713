package dev.sluice.testkit;

import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions on what a client gets: {@code assertThatReply(reply).hasStatus(200).hasText("hello")}. */
public final class ReplyAssert extends AbstractAssert<ReplyAssert, Reading> {
    private ReplyAssert(Reading actual) {
        super(actual, ReplyAssert.class);
    }

    /**
     * Reads all of a reply that is there already: whole, or a stream without delays.
     *
     * @param reply read by nobody else
     * @return assertions on it
     */
    public static ReplyAssert assertThatReply(Reply reply) {
        return assertThatReading(FakeClient.eager(new VirtualTime()).read(reply));
    }

    /**
     * Looks at what a client has so far.
     *
     * @param reading made by {@link FakeClient#read}
     * @return assertions on it
     */
    public static ReplyAssert assertThatReading(Reading reading) {
        return new ReplyAssert(reading);
    }

    /**
     * Expects a status.
     *
     * @param status the HTTP status
     * @return this
     */
    public ReplyAssert hasStatus(int status) {
        Assertions.assertThat(actual.status()).as("status").isEqualTo(status);
        return this;
    }

    /**
     * Expects that all of it came, and what it says.
     *
     * @param text the first choice's content
     * @return this
     */
    public ReplyAssert hasText(String text) {
        isComplete();
        Assertions.assertThat(actual.text()).as("text").isEqualTo(text);
        return this;
    }

    /**
     * Expects that all of it came.
     *
     * @return this
     */
    public ReplyAssert isComplete() {
        if (actual.end() != Reading.End.COMPLETED) {
            failWithMessage(
                    "Expected a complete reply but it is %s after <%s>; if it is still going on, advance the virtual time."
                            + " Failure: %s",
                    actual.end(), actual.text(), actual.failure());
        }
        return this;
    }

    /**
     * Expects that it broke on its way.
     *
     * @param category why
     * @return this
     */
    public ReplyAssert brokeWith(CallError.Category category) {
        Assertions.assertThat(actual.failure())
                .as("failure, after <%s>", actual.text())
                .isInstanceOfSatisfying(
                        CallError.class,
                        error -> Assertions.assertThat(error.category()).isEqualTo(category));
        return this;
    }

    /**
     * Expects a header field.
     *
     * @param name in any case
     * @param value its first value
     * @return this
     */
    public ReplyAssert hasHeader(String name, String value) {
        Assertions.assertThat(actual.headers().get(name)).as("header " + name).isEqualTo(value);
        return this;
    }
}
