package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FatalTest {

    static Throwable[] failuresOfOnesOwn() {
        return new Throwable[] {
            new IllegalStateException(), new IOException(), new Error(), new StackOverflowError(), new LinkageError()
        };
    }

    @ParameterizedTest
    @MethodSource("failuresOfOnesOwn")
    void whatAStepThrowsIsItsFailure(Throwable failure) {
        Future<String> answer = Fatal.caught(() -> {
            throw thrown(failure);
        });

        assertThat(answer.cause()).isSameAs(failure);
    }

    @ParameterizedTest
    @MethodSource("failuresOfOnesOwn")
    void whatASourceThrowsIsItsFailure(Throwable failure) {
        Future<String> item = Fatal.pulled(source(failure));

        assertThat(item.cause()).isSameAs(failure);
    }

    @Test
    void theMachinesEndGoesOn() {
        OutOfMemoryError end = new OutOfMemoryError("of the test");

        assertThatThrownBy(() -> Fatal.pulled(source(end))).isSameAs(end);
        assertThatThrownBy(() -> Fatal.caught(() -> {
                    throw end;
                }))
                .isSameAs(end);
    }

    @Test
    @SuppressWarnings("NullAway") // What a plugin without null checks may do.
    void nothingIsAFailure() {
        assertThat(Fatal.caught(() -> null).cause()).isInstanceOf(NullPointerException.class);
    }

    private static Source<String> source(Throwable failure) {
        return new Source<>() {
            @Override
            public Future<String> next() {
                throw FatalTest.<RuntimeException>undeclared(failure);
            }

            @Override
            public void cancel() {}
        };
    }

    private static Exception thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (Exception) failure;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // What other languages of the JVM let everybody do.
    private static <T extends Throwable> T undeclared(Throwable failure) throws T {
        throw (T) failure;
    }
}
