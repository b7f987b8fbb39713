package dev.sluice.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.config.Secret;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.model.KeyStanding.State;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several keys of one provider, over real sockets: the provider tells them apart, and the caller notices nothing. */
class KeyPoolTest {

    private static final String BODY = "{\"model\":\"openai/m\",\"messages\":[]}";

    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<String> used = new CopyOnWriteArrayList<>();
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();

    @Test
    void keysAreUsedInTurn() throws IOException {
        try (FakeProvider provider = provider();
                ProxyHarness proxy = proxy(provider)) {
            for (int i = 0; i < 4; i++) {
                assertThat(proxy.chat(BODY).status()).isEqualTo(200);
            }

            assertThat(used).containsExactly("first", "second", "first", "second");
            assertThat(decisions).contains(new Decision("openai", "key", "key 2 of 2"));
        }
    }

    @Test
    void oneAtItsLimitRestsAndTheNextAnswers() throws IOException {
        replies.put("first", "429 Too Many Requests\r\nretry-after: 60");
        try (FakeProvider provider = provider();
                ProxyHarness proxy = proxy(provider)) {
            for (int i = 0; i < 3; i++) {
                assertThat(proxy.chat(BODY).status()).isEqualTo(200);
            }

            assertThat(used).containsExactly("first", "second", "second", "second");
            assertThat(decisions)
                    .contains(
                            new Decision("openai", "rotate", "key 1 of 2: status 429, rests for 60000 ms; key 2 of 2"));
            assertThat(decisions.toString()).doesNotContain("first", "second");
        }
    }

    @Test
    void oneThatIsRefusedIsPutAside() throws IOException {
        replies.put("second", "401 Unauthorized");
        try (FakeProvider provider = provider();
                ProxyHarness proxy = proxy(provider)) {
            for (int i = 0; i < 4; i++) {
                assertThat(proxy.chat(BODY).status()).isEqualTo(200);
            }

            assertThat(used).containsExactly("first", "second", "first", "first", "first");
        }
    }

    @Test
    void whenAllAreAtTheirLimitTheProviderIsLeftAlone() throws IOException {
        replies.put("first", "429 Too Many Requests\r\nretry-after: 60");
        replies.put("second", "429 Too Many Requests\r\nretry-after: 30");
        try (FakeProvider provider = provider();
                ProxyHarness proxy = proxy(provider)) {
            assertThat(proxy.chat(BODY).status()).isEqualTo(429);

            Message refused = proxy.chat(BODY);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(String.valueOf(refused.field("retry-after"))))
                    .isBetween(28, 30);
            assertThat(refused.body()).contains("keys_exhausted", "All 2 keys of the provider 'openai'");
            assertThat(used).hasSize(2);
        }
    }

    @Test
    void whenAllAreRefusedTheProviderSaysSo() throws IOException {
        replies.put("first", "401 Unauthorized");
        replies.put("second", "403 Forbidden");
        try (FakeProvider provider = provider();
                ProxyHarness proxy = proxy(provider)) {
            assertThat(proxy.chat(BODY).status()).isEqualTo(403);

            assertThat(proxy.chat(BODY).status()).isEqualTo(401);
            assertThat(used).hasSize(3);
        }
    }

    @Test
    void oneWhoseLimitIsUsedUpRestsBeforeItIsRefused() throws IOException {
        replies.put("first", "200 OK\r\nx-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 1m");
        try (FakeProvider provider = provider();
                ProxyHarness proxy = proxy(provider)) {
            for (int i = 0; i < 3; i++) {
                assertThat(proxy.chat(BODY).status()).isEqualTo(200);
            }

            assertThat(used).containsExactly("first", "second", "second");
        }
    }

    @Test
    void showsHowItsKeysStandAndNoKey() {
        VirtualTime time = new VirtualTime();
        KeyPool pool = new KeyPool(
                "openai",
                Stream.of("first", "second", "third")
                        .map(key -> new KeyPool.Account(
                                KeyFingerprint.of(Secret.of(key)),
                                new StatusProvider(Map.of("first", 429, "second", 401, "third", 200)
                                        .getOrDefault(key, 500))))
                        .toList(),
                time);

        pool.send(FakeCalls.chat().whole("hi"));

        assertThat(pool.keys())
                .containsExactly(
                        new KeyStanding("a7937b64", State.LIMITED, Duration.ofSeconds(1)),
                        new KeyStanding("16367aac", State.REFUSED, Duration.ofMinutes(5)),
                        new KeyStanding("b1e99324", State.READY, Duration.ZERO));
    }

    /** Answers with a status. */
    private record StatusProvider(int status) implements Provider {

        @Override
        public String name() {
            return "openai";
        }

        @Override
        public boolean speaks(Dialect dialect) {
            return true;
        }

        @Override
        public Future<Reply> send(Call call) {
            return Future.succeededFuture(call.reply(status, Buffer.buffer("{}")));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    private ProxyHarness proxy(FakeProvider provider) {
        String yaml = "version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  openai: {base-url: 'http://127.0.0.1:"
                + provider.port() + "/v1', api-keys: [first, second]}\n";
        Filter watch = (call, next) -> next.proceed(call)
                .onComplete(
                        done -> decisions.addAll(new ArrayList<>(call.journal().decisions())));
        return ProxyHarness.of(yaml, watch);
    }

    private FakeProvider provider() throws IOException {
        return FakeProvider.running((wire, connection) -> {
            while (true) {
                String key = String.valueOf(wire.read().field("authorization")).replace("Bearer ", "");
                used.add(key);
                wire.send("HTTP/1.1 " + replies.getOrDefault(key, "200 OK")
                        + "\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
            }
        });
    }
}
