package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.config.Secret;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas with databases of their own. */
class KeySharingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final FakeState shared = new FakeState(time::now);

    @TempDir
    Path folder;

    @Test
    void acceptsEverywhereWhatWasMadeAnywhere() {
        Gate here = replica("here");
        Gate there = replica("there");

        String key = create(here).text("key");
        time.advance(SECOND);

        assertThat(there.admitted("x-api-key", key).caller().tenant()).isEqualTo("acme");
    }

    @Test
    void refusesEverywhereWithinASecondWhatWasRevokedAnywhere() {
        Gate here = replica("here");
        Gate there = replica("there");
        Obj key = create(here);
        time.advance(SECOND);

        ask(there, HttpMethod.DELETE, "/keys/{id}", Map.of("id", key.text("id")), "");
        time.advance(SECOND);

        assertThat(here.refused("x-api-key", key.text("key")).code()).isEqualTo("revoked_api_key");
        assertThat(there.refused("x-api-key", key.text("key")).code()).isEqualTo("revoked_api_key");
    }

    @Test
    void tellsAReplicaThatStartsLaterEverything() {
        Gate here = replica("here");
        Obj revoked = create(here);
        Obj good = create(here);
        ask(here, HttpMethod.DELETE, "/keys/{id}", Map.of("id", revoked.text("id")), "");

        Gate late = replica("late");
        time.advance(SECOND);

        assertThat(late.admitted("x-api-key", good.text("key")).caller().tenant())
                .isEqualTo("acme");
        assertThat(late.refused("x-api-key", revoked.text("key")).code()).isEqualTo("revoked_api_key");
    }

    @Test
    void catchesUpWithWhatItMissedWhileTheSharedStateWasAway() {
        Gate here = replica("here");
        Gate there = replica("there");
        Obj key = create(here);
        time.advance(SECOND);
        shared.goAway();
        ask(here, HttpMethod.DELETE, "/keys/{id}", Map.of("id", key.text("id")), "");

        shared.comeBack();
        time.advance(SECOND);

        assertThat(there.refused("x-api-key", key.text("key")).code()).isEqualTo("revoked_api_key");
    }

    @Test
    void keepsTheEarlierEndOfARotatedKeyInWhateverOrderItIsTold() {
        Gate here = replica("here");
        Gate there = replica("there");
        Obj old = create(here);
        time.advance(SECOND);

        ask(here, HttpMethod.POST, "/keys/{id}/rotate", Map.of("id", old.text("id")), "{\"overlap\":\"PT1H\"}");
        time.advance(Duration.ofHours(1).plus(SECOND));

        assertThat(there.refused("x-api-key", old.text("key")).code()).isEqualTo("expired_api_key");
    }

    @Test
    void takesNothingFromReplicasWithAnotherPepperNorFromStrangers() {
        Gate here = replica("here");
        Gate other = new Gate(
                folder("other"),
                new AccessConfig(
                        List.of(),
                        true,
                        Secret.of("another pepper"),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(5),
                        null,
                        List.of(),
                        List.of(),
                        null),
                time,
                shared);

        String key = create(here).text("key");
        for (String message :
                List.of("", "[]", "{}", "{\"pepper\":\"p\",\"keys\":[1]}", "{\"pepper\":\"p\",\"keys\":[{}]}")) {
            shared.topic("access-keys").publish(Buffer.buffer(message));
        }
        time.advance(SECOND);

        assertThat(other.refused("x-api-key", key).code()).isEqualTo("invalid_api_key");
        assertThat(here.admitted("x-api-key", key).caller().tenant()).isEqualTo("acme");
    }

    private Gate replica(String name) {
        return new Gate(folder(name), Gate.config(), time, shared);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Obj create(Gate gate) {
        return (Obj) Json.parse(body(ask(
                gate,
                HttpMethod.POST,
                "/keys",
                Map.of(),
                "{\"name\":\"ci\",\"tenant\":\"acme\",\"models\":[\"*\"],\"labels\":{\"a\":\"b\"}}")));
    }

    private AdminReply ask(Gate gate, HttpMethod method, String path, Map<String, String> places, String body) {
        Future<AdminReply> answer = gate.context.admin().ask(method, path, places, body);
        time.run();
        return answer.result();
    }

    private static Buffer body(AdminReply reply) {
        Buffer all = Buffer.buffer();
        Sources.collect(reply.body()).result().forEach(all::appendBuffer);
        return all;
    }
}
