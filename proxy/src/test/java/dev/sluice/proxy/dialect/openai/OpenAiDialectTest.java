package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Dialect.ModelCard;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.dialect.PathTable;
import dev.sluice.proxy.dialect.openai.codec.Usages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpenAiDialectTest {

    private static final OpenAiDialect DIALECT = new OpenAiDialect();

    private static Endpoint endpoint(String name) {
        return DIALECT.endpoints().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void spellsErrorsAsTheSdksReadThem() {
        CallError error = CallError.of(Category.NOT_FOUND, "model_not_found", "No model \"x\".")
                .withParam("model");

        assertThat(DIALECT.error(error))
                .hasToString("{\"error\":{\"message\":\"No model \\\"x\\\".\","
                        + "\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}");
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void everyCategoryHasAType(Category category) {
        Obj error = (Obj) Json.parse(DIALECT.error(CallError.of(category, "c", "m")));

        assertThat(error.at("/error/type").toString()).endsWith("_error\"");
    }

    @ParameterizedTest
    @CsvSource({"chat-completions,", "completions,", "responses,error"})
    void endsStreamsWithAnEventThatMakesSdksRaise(String name, String type) {
        List<Event> events = DIALECT.errorEvents(endpoint(name), CallError.of(Category.UPSTREAM, "broken", "Broken."));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(type);
            assertThat(event.json().at("/error/code")).hasToString("\"broken\"");
        });
    }

    @Test
    void listsModels() {
        Buffer models = DIALECT.models(List.of(new ModelCard("fast", "sluice")));

        assertThat(models)
                .hasToString("{\"object\":\"list\",\"data\":[{\"id\":\"fast\",\"object\":\"model\","
                        + "\"created\":0,\"owned_by\":\"sluice\"}]}");
    }

    @Test
    void endpointNamesAreUnique() {
        assertThat(DIALECT.endpoints()).extracting(Endpoint::name).doesNotHaveDuplicates();
    }

    @Test
    void streamsTellModelReasonAndUsage() throws IOException {
        Summary chat = endpoint("chat-completions").replyLens().summary(sample("chat.sse"));
        Summary response = endpoint("responses").replyLens().summary(sample("responses.sse"));

        assertThat(chat).isEqualTo(new Summary("m-1", "tool_calls", new Usage(9, 12, 4, 0, 0, 0, 0, false)));
        assertThat(response).isEqualTo(new Summary("m-1", "completed", new Usage(5, 7, 2, 0, 3, 0, 0, false)));
    }

    private static List<Event> sample(String name) throws IOException {
        return Streams.events(
                Buffer.buffer(OpenAiDialectTest.class.getResourceAsStream(name).readAllBytes()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"prompt_cache_hit_tokens\":3}}|5|2|3|0",
                "{\"x_groq\":{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}}|5|2|0|0",
                "{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":10,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}|5|5|0|3",
                "{\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}|5|0|0|0",
                "{\"usage\":{\"prompt_tokens\":5.5,\"completion_tokens\":-2,\"input_tokens\":4}}|4|0|0|0"
            })
    void readsUsageInEverySpelling(String body, long input, long output, long cached, long reasoning) {
        Usage usage = Usages.read((Obj) Json.parse(Buffer.buffer(body)));

        assertThat(usage).isEqualTo(new Usage(input, output, cached, 0, reasoning, 0, 0, false));
    }

    @Test
    @EnabledIfSystemProperty(named = "sluice.cases", matches = ".+")
    void servesEveryPathOfTheApisDescription() throws IOException {
        PathTable table = PathTable.of(List.of(DIALECT));
        Pattern line = Pattern.compile("^(?:  ['\"]?(/[^\\s?'\"]*)\\S*:|    (get|post|put|delete|patch):)$");
        String path = "";
        int count = 0;
        for (String text : Files.readAllLines(Path.of(System.getProperty("sluice.cases"), "openai.openapi.yaml"))) {
            Matcher matcher = line.matcher(text);
            if (text.startsWith("components:")) {
                break;
            }
            if (matcher.matches() && matcher.group(1) != null) {
                path = "/v1" + matcher.group(1).replaceAll("\\{[^}]*}", "Ab_1");
            } else if (matcher.matches() && !path.isEmpty()) {
                HttpMethod method = HttpMethod.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
                assertThat(table.match(method, path))
                        .as("%s %s", method, path)
                        .isInstanceOfAny(PathMatch.Found.class, PathMatch.PassThrough.class);
                count++;
            }
        }
        assertThat(count).isGreaterThan(200);
    }
}
