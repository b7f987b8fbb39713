package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules come to, whatever their order, and that more of them never find less. */
class PlanTest {

    /** Secrets that nothing but the words before them tells. */
    private static final Map<String, String> SECRETS = Map.of(
            "password: hunter2-forever", "hunter2-forever",
            "my password is Tr0ub4dor&3.", "Tr0ub4dor&3",
            "\"api_key\": \"4f9d8e7c6b5a\"", "4f9d8e7c6b5a",
            "OPENAI_API_KEY=abc123def456ghi", "abc123def456ghi",
            "DB_PASSWORD=hunter22", "hunter22",
            "mysql --password tV8A9pWVIj82", "tV8A9pWVIj82",
            "session_token=q8Zr2mXw7Lk4Tn9Bv1Cs", "q8Zr2mXw7Lk4Tn9Bv1Cs",
            "https://x.example/a?access_token=abcdefgh12345678", "https://x.example/a?access_token=abcdefgh12345678");

    static Stream<Arguments> secretsAndConfigs() throws IOException {
        List<String> configs = List.of(
                "{}",
                "entities: [all]",
                "entities: [secrets, all]",
                "entities: [all, secrets]",
                "reply: [all]",
                documented());
        return configs.stream()
                .flatMap(config ->
                        SECRETS.entrySet().stream().map(each -> Arguments.of(config, each.getKey(), each.getValue())));
    }

    @ParameterizedTest
    @MethodSource("secretsAndConfigs")
    void find_secrets_however_much_else_is_looked_for(String yaml, String text, String secret) {
        // given
        Plan plan = plan(yaml);
        // when
        List<String> found = (plan.screensReplies() && !yaml.contains("entities") ? plan.replies() : plan.prompts())
                .scan(text).stream().map(each -> each.in(text)).toList();
        // then
        assertThat(found).containsExactly(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{ name: us-ssn, action: block }, all]|BLOCK",
                "[all, { name: us-ssn, action: block }]|BLOCK",
                "[{ name: us-ssn, action: block }, { name: us, action: mask }, all]|BLOCK",
                "[{ name: us, action: mask }, all]|MASK",
                "[all, { name: us, action: mask }, all]|MASK",
                "[{ name: us-ssn, action: block }, { name: us-ssn, action: drop }]|DROP",
                "[{ name: all, action: drop }, all]|TOKEN",
            })
    void do_what_the_rule_says_that_names_an_entity_most_exactly(String entities, Action action) {
        Plan plan = plan("entities: " + entities + "\nreply: " + entities);

        assertThat(plan.actions()).containsEntry("us-ssn", action);
        assertThat(plan.replyActions()).containsEntry("us-ssn", action);
    }

    @Test
    void look_for_an_entity_of_ones_own_though_all_has_one_of_its_name() {
        Plan plan = plan("{ custom: [{ name: vin, patterns: ['V-[0-9]{4}'], action: block }], entities: [all] }");

        assertThat(plan.prompts().scan("see V-1234 there")).hasSize(1);
        assertThat(plan.actions()).containsEntry("vin", Action.BLOCK);
    }

    @Test
    void leave_bare_numbers_alone_where_all_is_said() {
        Plan plan = plan("entities: [all]");

        assertThat(plan.prompts().scan("my ssn is 078051121")).hasSize(1);
        assertThat(plan.prompts().scan("1;078051121;2")).isEmpty();
    }

    private static Plan plan(String yaml) {
        return Plan.of(ConfigDocument.parse("redact.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(RedactConfig.class));
    }

    /** The filter's settings in the first example of its page. */
    private static String documented() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "plugins", "redact.md"));
        String example = page.substring(page.indexOf("- redact:\n"), page.indexOf("- route"));
        return example.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }
}
