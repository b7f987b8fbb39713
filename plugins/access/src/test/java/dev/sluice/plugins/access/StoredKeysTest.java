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
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What is misspelled must not come out as a key that may do everything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'tenant':'acme'}                                 | Expected a 'name' for the key",
                "{'name':'  '}                                     | Expected a 'name' for the key",
                "{'name':null}                                     | Expected 'name' to be a string such as \"ci\", found null",
                "[]                                                | Expected a JSON object such as {\"name\":\"ci\",\"tenant\":\"acme\"}, found a list",
                "{'name':                                          | Expected a JSON object such as {\"name\":\"ci\",\"tenant\":\"acme\"}, found no JSON (line 1",
                "{'name':'ci','model':['gpt-*']}                   | found 'model': did you mean 'models'?",
                "{'name':'ci','expire':'2027-01-31T00:00:00Z'}     | found 'expire': did you mean 'expires'?",
                "{'name':'ci','Lables':{'plan':'gold'}}            | found 'Lables': did you mean 'labels'?",
                "{'name':'ci','budget':5}                          | Expected one of expires, labels, models, name, routes, tenant, found 'budget'",
                "{'name':'ci','models':['gpt-*'],'models':[]}      | Expected each member once, found 'models' twice",
                "{'name':'ci','models':5}                          | Expected 'models' to be a list of strings such as [\"gpt-*\"], found a number",
                "{'name':'ci','models':null}                       | Expected 'models' to be a list of strings such as [\"gpt-*\"], found null",
                "{'name':'ci','models':[1]}                        | Expected 'models' to be a list of strings such as [\"gpt-*\"], found a number in it",
                "{'name':'ci','models':['']}                       | Expected 'models' to name what may be used, found a blank name",
                "{'name':'ci','routes':{'support':true}}           | Expected 'routes' to be a list of strings such as [\"support\"], found an object",
                "{'name':'ci','labels':'plan=gold'}                | Expected 'labels' to be an object of strings such as {\"plan\":\"gold\"}, found a string",
                "{'name':'ci','labels':{'plan':1}}                 | Expected 'labels' to be an object of strings such as {\"plan\":\"gold\"}, found a number in it",
                "{'name':'ci','tenant':5}                          | Expected 'tenant' to be a string such as \"acme\", found a number",
                "{'name':'ci','tenant':''}                         | Expected a 'tenant' for the key",
                "{'name':'ci','expires':1798761600}                | Expected 'expires' to be a time such as \"2027-01-31T00:00:00Z\", found a number",
                "{'name':'ci','expires':'tomorrow'}                | Expected 'expires' to be a time such as \"2027-01-31T00:00:00Z\", found 'tomorrow'",
                "{'name':'ci','expires':'+999999999-01-01T00:00Z'} | Expected 'expires' to be a time such as \"2027-01-31T00:00:00Z\", found",
                "{'name':'ci','expires':'2001-01-31T00:00:00Z'}    | Expected a key to end in the future, found 2001-01-31T00:00:00Z",
            })
    void makesNoKeyOfARequestThatItDoesNotUnderstand(String body, String problem) {
        Gate gate = new Gate(folder, Gate.config());

        CallError refused = refused(gate, "/keys", Map.of(), body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid_request");
        assertThat(refused.message()).contains(problem);
        assertThat(body(ask(gate, HttpMethod.GET, "/keys", Map.of(), ""))).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void takesOneNameForAListOfOneAsTheConfigDoes() {
        Gate gate = new Gate(folder, Gate.config());

        Obj made = create(gate, "{\"name\":\"ci\",\"models\":\"gpt-*\",\"routes\":\"support\",\"expires\":null}");

        assertThat(made.array("models")).hasToString("[\"gpt-*\"]");
        assertThat(made.array("routes")).hasToString("[\"support\"]");
    }

    @Test
    void takesAnEndInAnyTimeZone() {
        Gate gate = new Gate(folder, Gate.config());
        String end = gate.time
                .now()
                .plusSeconds(3600)
                .atOffset(ZoneOffset.ofHours(2))
                .toString();

        Obj made = create(gate, "{\"name\":\"ci\",\"expires\":\"" + end + "\"}");

        assertThat(made.text("expires"))
                .isEqualTo(gate.time.now().plusSeconds(3600).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'overlap':'-PT1H'}  | Expected 'overlap' to be a duration such as \"24h\" or \"PT24H\", found '-PT1H'",
                "{'overlap':'PT-1H'}  | Expected 'overlap' to be a duration such as \"24h\" or \"PT24H\", found 'PT-1H'",
                "{'overlap':'a while'}| Expected 'overlap' to be a duration such as \"24h\" or \"PT24H\", found 'a while'",
                "{'overlap':'999999d'}| Expected 'overlap' to be a duration such as \"24h\" or \"PT24H\", found '999999d'",
                "{'overlap':3600}     | Expected 'overlap' to be a duration such as \"24h\" or \"PT24H\", found a number",
                "{'overlap':null}     | Expected 'overlap' to be a duration such as \"24h\" or \"PT24H\", found null",
                "{'overlaps':'0s'}    | found 'overlaps': did you mean 'overlap'?",
                "'0s'                 | Expected a JSON object such as {\"overlap\":\"24h\"}, found a string",
            })
    void replacesNoKeyByARequestThatItDoesNotUnderstand(String body, String problem) {
        Gate gate = new Gate(folder, Gate.config());
        String id = create(gate, "{\"name\":\"ci\"}").text("id");

        CallError refused = refused(gate, "/keys/{id}/rotate", Map.of("id", id), body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains(problem);
        assertThat(gate.context.meters().gauged("keys")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h", "60m", "PT1H", "3600s"})
    void takesAnOverlapAsTheConfigAndAsIsoWriteIt(String overlap) {
        Gate gate = new Gate(folder, Gate.config());
        Obj old = create(gate, "{\"name\":\"ci\"}");
        String body = "{\"overlap\":\"" + overlap + "\"}";

        ask(gate, HttpMethod.POST, "/keys/{id}/rotate", Map.of("id", old.text("id")), body);

        gate.time.advance(Duration.ofMinutes(59));
        assertThat(gate.admitted("x-api-key", old.text("key")).caller().key()).isEqualTo(old.text("id"));
        gate.time.advance(Duration.ofMinutes(1));
        assertThat(gate.refused("x-api-key", old.text("key")).code()).isEqualTo("expired_api_key");
    }

    @Test
    void knowsNoKeyThatIsNotThere() {
        Gate gate = new Gate(folder, Gate.config());

        Future<AdminReply> answer = gate.context.admin().ask(HttpMethod.DELETE, "/keys/{id}", Map.of("id", "none"), "");
        gate.time.run();

        assertThat(((CallError) answer.cause()).status()).isEqualTo(404);
    }

    private static CallError refused(Gate gate, String path, Map<String, String> places, String body) {
        Future<AdminReply> answer = gate.context.admin().ask(HttpMethod.POST, path, places, body);
        gate.time.run();
        assertThat(answer.cause()).isInstanceOf(CallError.class);
        return (CallError) answer.cause();
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
