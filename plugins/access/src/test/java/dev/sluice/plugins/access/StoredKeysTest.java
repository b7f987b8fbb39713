package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of the database, from the day they are made to the day they are revoked. */
class StoredKeysTest {

    @TempDir
    Path folder;

    @Test
    void acceptsAKeyAsSoonAsItIsMade() {
        Gate gate = new Gate(folder, Gate.config());

        Obj made = create(gate, "{\"name\":\"ci\",\"tenant\":\"acme\",\"labels\":{\"team\":\"a\"}}");

        assertThat(gate.admitted("authorization", "Bearer " + made.text("key"))
                        .caller()
                        .tenant())
                .isEqualTo("acme");
        assertThat(made.text("key")).startsWith("sk-sluice-" + made.text("id") + "-");
    }

    @Test
    void keepsNoSecret() throws Exception {
        Gate gate = new Gate(folder, Gate.config());
        String key = create(gate, "{\"name\":\"ci\"}").text("key");

        String listed = body(ask(gate, HttpMethod.GET, "/keys", Map.of(), ""));

        String secret = key.substring(key.lastIndexOf('-') + 1);
        assertThat(listed).contains("\"name\":\"ci\"").doesNotContain(secret);
        for (String file : new String[] {"keys.db", "keys.db-wal"}) {
            assertThat(java.nio.file.Files.readString(
                            folder.resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(secret);
        }
    }

    @Test
    void refusesARevokedKeyAtOnce() {
        Gate gate = new Gate(folder, Gate.config());
        Obj made = create(gate, "{\"name\":\"ci\"}");

        ask(gate, HttpMethod.DELETE, "/keys/{id}", Map.of("id", made.text("id")), "");

        assertThat(gate.refused("x-api-key", made.text("key")).code()).isEqualTo("revoked_api_key");
    }

    @Test
    void refusesWithinASecondWhatAnotherProcessRevoked() throws Exception {
        Gate gate = new Gate(folder, Gate.config());
        Obj made = create(gate, "{\"name\":\"ci\"}");
        try (KeyStore other = KeyStore.open(folder.resolve("keys.db"))) {
            other.revoke(made.text("id"), gate.time.now());
        }

        gate.time.advance(Duration.ofSeconds(1));

        assertThat(gate.refused("x-api-key", made.text("key")).code()).isEqualTo("revoked_api_key");
    }

    @Test
    void acceptsBothKeysWhileTheyOverlap() {
        Gate gate = new Gate(folder, Gate.config());
        Obj old = create(gate, "{\"name\":\"ci\",\"tenant\":\"acme\"}");

        Obj fresh = object(ask(
                gate, HttpMethod.POST, "/keys/{id}/rotate", Map.of("id", old.text("id")), "{\"overlap\":\"PT1H\"}"));

        assertThat(gate.admitted("x-api-key", old.text("key")).caller().tenant())
                .isEqualTo("acme");
        assertThat(gate.admitted("x-api-key", fresh.text("key")).caller().tenant())
                .isEqualTo("acme");
        gate.time.advance(Duration.ofHours(1));
        assertThat(gate.refused("x-api-key", old.text("key")).code()).isEqualTo("expired_api_key");
        assertThat(gate.admitted("x-api-key", fresh.text("key")).caller().tenant())
                .isEqualTo("acme");
    }

    @Test
    void refusesAnExpiredKey() {
        Gate gate = new Gate(folder, Gate.config());
        Obj made =
                create(gate, "{\"name\":\"ci\",\"expires\":\"" + gate.time.now().plusSeconds(60) + "\"}");

        gate.time.advance(Duration.ofMinutes(1));

        assertThat(gate.refused("x-api-key", made.text("key")).code()).isEqualTo("expired_api_key");
    }

    @Test
    void refusesAKeyOfWhichOneCharacterIsWrong() {
        Gate gate = new Gate(folder, Gate.config());
        String key = create(gate, "{\"name\":\"ci\"}").text("key");
        String wrong = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");

        assertThat(gate.refused("x-api-key", wrong).code()).isEqualTo("invalid_api_key");
    }

    @Test
    void refusesCallsOnceTheDatabaseWasAwayForTooLong() throws Exception {
        Gate gate = new Gate(folder, Gate.config());
        Obj made = create(gate, "{\"name\":\"ci\"}");
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("keys.db"))) {
            other.createStatement().execute("ALTER TABLE keys RENAME TO gone");
        }
        gate.time.advance(Duration.ofMinutes(4));
        assertThat(gate.admitted("x-api-key", made.text("key")).caller().key()).isEqualTo(made.text("id"));

        gate.time.advance(Duration.ofMinutes(2));

        assertThat(gate.refused("x-api-key", made.text("key")).category()).isEqualTo(Category.OVERLOADED);
    }

    @Test
    void saysWhatAKeyNeeds() {
        Gate gate = new Gate(folder, Gate.config());

        assertThat(problem(gate, "{\"tenant\":\"acme\"}")).contains("Expected a 'name'");
        assertThat(problem(gate, "[]")).contains("Expected a JSON object");
        assertThat(problem(gate, "{\"name\":\"ci\",\"expires\":\"tomorrow\"}")).contains("2027-01-31T00:00:00Z");
        assertThat(problem(gate, "{\"name\":\"ci\",\"models\":[1]}")).contains("Expected strings");
    }

    @Test
    void knowsNoKeyThatIsNotThere() {
        Gate gate = new Gate(folder, Gate.config());

        Future<AdminReply> answer = gate.context.admin().ask(HttpMethod.DELETE, "/keys/{id}", Map.of("id", "none"), "");
        gate.time.run();

        assertThat(((CallError) answer.cause()).status()).isEqualTo(404);
    }

    private static String problem(Gate gate, String body) {
        Future<AdminReply> answer = gate.context.admin().ask(HttpMethod.POST, "/keys", Map.of(), body);
        gate.time.run();
        return ((CallError) answer.cause()).message();
    }

    private static Obj create(Gate gate, String body) {
        return object(ask(gate, HttpMethod.POST, "/keys", Map.of(), body));
    }

    private static AdminReply ask(Gate gate, HttpMethod method, String path, Map<String, String> places, String body) {
        Future<AdminReply> answer = gate.context.admin().ask(method, path, places, body);
        gate.time.run();
        return answer.result();
    }

    private static Obj object(AdminReply reply) {
        return (Obj) Json.parse(Buffer.buffer(body(reply)));
    }

    private static String body(AdminReply reply) {
        Buffer all = Buffer.buffer();
        Sources.collect(reply.body()).result().forEach(all::appendBuffer);
        return all.toString();
    }
}
