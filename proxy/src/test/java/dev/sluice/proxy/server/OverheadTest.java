package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.Future;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What Sluice says that it took itself: without what providers took, however their attempts ended. */
class OverheadTest {

    private static final String BODY = "{\"model\":\"m\"}";
    private static final String IMPATIENT = "timeouts: { first-byte: 300ms }";
    private static final int OWN_MICROS = 250_000;

    /** Asks again, three times at most, whatever came. */
    private static final Filter AGAIN = (call, next) -> next.proceed(call)
            .compose(
                    reply -> reply.isSuccess() ? Future.succeededFuture(reply) : next.proceed(call),
                    failure -> next.proceed(call).recover(again -> next.proceed(call)));

    @Test
    void aProviderThatDoesNotAnswerIsNotSluicesTime() throws IOException {
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> wire.awaitClosed());
                ProxyHarness proxy = ProxyHarness.before(provider, "", IMPATIENT)) {
            Message reply = proxy.chat(BODY);

            proxy.awaitQuiet();
            assertThat(reply.status()).isEqualTo(504);
            assertThat(overhead(reply)).isLessThan(OWN_MICROS);
            assertThat(proxy.meter().ended().getFirst().timing().overhead()).isLessThan(OWN_MICROS * 1000L);
        }
    }

    @Test
    void neitherAreSeveralAttemptsThatFailedBeforeTheLast() throws IOException {
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> wire.awaitClosed());
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", IMPATIENT), AGAIN)) {
            Message reply = proxy.chat(BODY);

            assertThat(provider.connections()).isEqualTo(3);
            assertThat(overhead(reply)).isLessThan(OWN_MICROS);
        }
    }

    @Test
    void neitherAreThoseBeforeTheOneThatAnswered() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            if (connection < 2) {
                wire.awaitClosed();
            }
            wire.send(json("{}"));
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", IMPATIENT), AGAIN)) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(overhead(reply)).isLessThan(OWN_MICROS);
        }
    }

    private static long overhead(Message reply) {
        return Long.parseLong(reply.field("x-sluice-overhead-us"));
    }
}
