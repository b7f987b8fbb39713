package dev.sluice.proxy.config.engine;

import static dev.sluice.proxy.config.engine.Fixtures.document;
import static dev.sluice.proxy.config.engine.Fixtures.errors;
import static dev.sluice.proxy.config.engine.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Default;
import dev.sluice.proxy.config.engine.Fixtures.Shop;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about a wrong file: exactly, so that a change of the words is a decision. */
class ErrorsTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "cache: { tll: 1h }",
                        "1:10: unknown key 'tll' in cache; did you mean 'ttl'? (known keys: entries, ttl)"),
                arguments("cache: { banana: 1h }", "1:10: unknown key 'banana' in cache; known keys: entries, ttl"),
                arguments("maxSize: 1MiB", "1:1: unknown key 'maxSize' at the top level; did you mean 'max-size'?"),
                arguments("qqqq: 1", "1:1: unknown key 'qqqq' at the top level"),
                arguments("suppliers: { a: { weight: 1 } }", "1:17: missing key 'name' in a; name: Who it is."),
                arguments("suppliers: { a: { name: } }", "1:19: key 'name' has no value in a; name: Who it is."),
                arguments("suppliers: { a: b c }", "1:17: a: expected a name without blanks, found 'b c'"),
                arguments("timeout: soon", "1:10: expected a duration such as 250ms, 30s, 1h30m or 7d, found 'soon'"),
                arguments("max-size: 1Mb", "1:11: expected a size such as 512B, 64KB or 32MiB, found '1Mb'"),
                arguments(
                        "listen: here",
                        "1:9: expected a host and port such as 127.0.0.1:8080 or [::1]:8080, found 'here'"),
                arguments("listen: here:70000", "1:9: expected a port from 0 to 65535, found 'here:70000'"),
                arguments(
                        "site: tea.example",
                        "1:7: expected a URL with its scheme, such as https://api.example.com, found 'tea.example'"),
                arguments(
                        "site: 'https://u:p@x y'",
                        "1:7: expected a URL such as https://api.example.com, found 'https://***@x y'"),
                arguments("retries: 1.5", "1:10: expected a whole number, found '1.5'"),
                arguments(
                        "retries: 3000000000",
                        "1:10: expected a whole number of at most 2147483647, found '3000000000'"),
                arguments("retries: 0", "1:10: expected a number at least 1 for retries, found 0"),
                arguments("temperature: 3", "1:14: expected a number from 0 to 2 for temperature, found 3"),
                arguments("temperature: warm", "1:14: expected a number, found 'warm'"),
                arguments("open: yes", "1:7: expected true or false, found 'yes'"),
                arguments(
                        "strategy: round-robbin",
                        "1:11: expected one of cheapest-fit, round-robin, found 'round-robbin'; did you mean 'round-robin'?"),
                arguments(
                        "allowed: [round-robin, round-robin]",
                        "1:10: expected each value once, found one twice; remove the repeated value"),
                arguments("timeout: [1s]", "1:10: expected a duration for timeout, found a list"),
                arguments("cache: [1s]", "1:8: expected a map for cache, found a list"),
                arguments("teas: { green: 1 }", "1:7: expected a list for teas, found a map"),
                arguments("suppliers: [a]", "1:12: expected a map for suppliers, found a list"),
                arguments("teas: [~]", "1:8: expected a text for teas[0], found nothing"),
                arguments(
                        "sink: fiel",
                        "1:7: unknown type 'fiel' in sink; did you mean 'file'? (known types: file, stdout)"),
                arguments(
                        "sink: [a]",
                        "1:7: expected a map with the key 'type', one of file, stdout, for sink, found a list"),
                arguments(
                        "teas: [\"${TEA}\"]",
                        "1:8: environment variable TEA is not set; set it, or write a default as in ${TEA:-default}"),
                arguments(
                        "teas: [\"${file:no}\"]",
                        "1:8: file 'no' does not exist; the path is relative to the config file"),
                arguments(
                        "teas: [\"${1X}\"]",
                        "1:8: expected ${NAME}, ${NAME:-default} or ${file:path}, found a '${' that is none of them; write '$${' for a plain '${'"),
                arguments(
                        "chains: { a: [{ type: limit, rpm: 5 }] }",
                        "1:15: expected a name with its config, found a map with 2 keys; write 'limit: { ... }' instead of 'type: limit'"),
                arguments(
                        "chains: { a: [{ limit: , rpm: 5 }] }",
                        "1:15: expected a name with its config, found a map with 2 keys; indent the config below its name, or begin each name with '- '"),
                arguments(
                        "chains: { a: [[x]] }",
                        "1:15: expected a name, or a name with its config, for a[0], found a list"),
                arguments(
                        "retries: 1\nretries: 2",
                        "2:1: duplicate key 'retries' at the top level, first given at line 1, column 1; remove one of them"),
                arguments(
                        "extra: { a: &a { x: 1 }, b: { <<: *a, y: 1, y: 2 } }",
                        "1:45: duplicate key 'y' in b, first given at line 1, column 39; remove one of them"),
                arguments(
                        "open: true\n---\nopen: false",
                        "2:1: expected one YAML document, found a second one; remove the '---' and what follows it"),
                arguments(
                        "extra: { a: !!binary aGk= }",
                        "1:13: expected no YAML tag, found one; put a value that begins with '!' in quotes"),
                arguments("[a]: b", "1:1: expected a key, found a list or a map; put a text before the ':'"),
                arguments(
                        "extra: { <<: [1] }",
                        "1:19: not valid YAML: Expected mapping node or an anchor referencing mapping; refer to a map: <<: *name"),
                arguments(
                        "extra: &x { y: *x }",
                        "1:8: expected an end, found an anchor that contains itself; write the value out"),
                arguments(
                        "teas: [*x]",
                        "1:8: not valid YAML: found undefined alias; put a value that begins with '*' in quotes"),
                arguments(
                        "teas: a: b",
                        "1:8: not valid YAML: mapping values are not allowed here; put a value that holds ': ' in quotes, or check the indentation"),
                arguments(
                        "teas:\n\t- a",
                        "2:1: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation); indent by spaces, not tabs"),
                arguments(
                        "retries: 1\nteas: a\u0007", "2:8: expected printable text, found character U+0007; remove it"),
                arguments("teas: [\uF8D0]", "1:8: expected text, found a character of a private-use range; remove it"),
                arguments("[1]", "1:1: expected a map for the file, found a list"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeIsNamedWithItsPlaceAndCure(String yaml, String expected) {
        assertThat(errors(yaml)).first().isEqualTo("shop.yaml:" + expected);
    }

    @Test
    void allMistakesAreReportedAtOnceInTheOrderOfTheFile() {
        ConfigException failure = failure("""
        open: perhaps
        cache:
          tll: 1h
        retries: 0
        retries: 1
        """, Map.of());

        assertThat(failure).hasMessage("""
        shop.yaml:1:7: expected true or false, found 'perhaps'
            open: perhaps
                  ^
        shop.yaml:3:3: unknown key 'tll' in cache; did you mean 'ttl'? (known keys: entries, ttl)
              tll: **
              ^
        shop.yaml:4:10: expected a number at least 1 for retries, found 0
            retries: 0
                     ^
        shop.yaml:5:1: duplicate key 'retries' at the top level, first given at line 4, column 1; remove one of them
            retries: *
            ^""");
        assertThat(failure.problems().get(1).path()).isEqualTo("cache.tll");
    }

    @Test
    void problemsOfNodesThatAreBoundOnTheWayAreReportedWithTheOthers() {
        ConfigException failure = Assertions.catchThrowableOfType(
                ConfigException.class,
                () -> document("""
        chains:
          default:
            - limit: { requests-per-minut: 5 }
            - acess
        retries: 0
        """).bind(Shop.class, named -> {
                    if (!named.name().equals("limit")) {
                        throw named.item().problem("unknown filter '" + named.name() + "'", "did you mean 'access'?");
                    }
                    named.config().bind(Fixtures.LimitConfig.class);
                }));

        assertThat(failure.problems())
                .extracting(problem -> problem.headline())
                .containsExactly(
                        "shop.yaml:3:14: missing key 'requests-per-minute' in limit; requests-per-minute: How many calls a minute.",
                        "shop.yaml:3:16: unknown key 'requests-per-minut' in limit; did you mean 'requests-per-minute'? (known keys: requests-per-minute)",
                        "shop.yaml:4:7: unknown filter 'acess'; did you mean 'access'?",
                        "shop.yaml:5:10: expected a number at least 1 for retries, found 0");
    }

    @Test
    void aMisspeltSharedKeyIsRecognisedAfterItsRecordWasTaken() {
        ConfigNode config = document("accounts: { a: { requests-per-minute: 5, on-eror: skip } }")
                .bind(Shop.class)
                .accounts()
                .get("a");

        ConfigNode rest = config.take(Fixtures.Common.class).rest();

        assertThatThrownBy(() -> rest.bind(Fixtures.LimitConfig.class))
                .hasMessageContaining(
                        "unknown key 'on-eror' in a; did you mean 'on-error'? (known keys: on-error, requests-per-minute)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            requests-per-minute | shop.yaml:3:26
            rules[1].when       | shop.yaml:6:13
            rules[1].use        | shop.yaml:6:7
            rules[9]            | shop.yaml:5:5
            "a key".deep        | shop.yaml:7:22
            flat.rules.rules[0].when | shop.yaml:8:43
            flat.rules.rules[0].use  | shop.yaml:8:35
            other[0]            | shop.yaml:3:5
            nonsense..          | shop.yaml:3:5
            """)
    void aProblemIsToldAtTheNearestNodeOnTheWayToIt(String keys, String place) {
        ConfigNode config = document("""
                accounts:
                  a:
                    requests-per-minute: 5
                    rules:
                    - when: 1
                    - when: 2
                    "a key": { deep: 3 }
                    flat: { type: rules, rules: [ { when: 3 } ] }
                """).bind(Shop.class).accounts().get("a");

        assertThat(config.at(keys).problem("wrong", null).getMessage()).startsWith(place + ": wrong");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path directory) {
        Path file = directory.resolve("none.yaml");

        assertThatThrownBy(() -> ConfigDocument.read(file, Environment.ofProcess(directory)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":1:1: the config file does not exist; name another by --config");
    }

    @Test
    void aMillionBracketsAreRefusedBeforeAnythingRecurses() {
        assertThat(errors("teas: " + "[".repeat(1_000_000)))
                .containsExactly("shop.yaml:1:70: expected at most 64 levels of nesting, found more; flatten it");
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("extra:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("  a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }

        assertThat(errors(bomb.toString()))
                .singleElement()
                .asString()
                .endsWith("expected at most 100000 values with aliases expanded, found more; use fewer aliases");
    }

    @Test
    void aFileThatIsTooLongIsRefused() {
        assertThat(errors("#".repeat(1 << 20) + "##"))
                .containsExactly(
                        "shop.yaml:1:1: expected a file of at most 1048576 characters, found a longer one; split it");
    }

    record WrongDefault(@Default("soon") java.time.Duration timeout) {}

    @Test
    void aWrongDefaultIsAFaultOfTheProgram() {
        assertThatThrownBy(() -> document("").bind(WrongDefault.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WrongDefault.timeout:1:1: expected a duration");
    }

    record WrongType(Thread thread) {}

    @Test
    void aTypeThatNoConfigCanHaveIsAFaultOfTheProgram() {
        assertThatThrownBy(() -> document("").bind(WrongType.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a config record cannot have a component of type java.lang.Thread");
    }
}
