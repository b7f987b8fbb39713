package dev.sluice.plugins.redact.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a reader gets does not depend on how the text came: an echo is the original, and what is no token stays. */
class RestoreProperties {

    private static final String KEY = "a key that is long enough for tests";
    private static final List<String> VALUES = List.of("bob@example.com", "4111 1111 1111 1111", "say \"hi\"\n");

    private final Pseudonyms pseudonyms = new Pseudonyms(
            new Keys(KEY.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            new Alike(Set.of()),
            () -> new Conversation("t", "c"));

    @Property(tries = 300)
    void anEchoIsTheOriginalHoweverItIsCut(@ForAll("texts") List<String> words, @ForAll("cuts") List<Integer> cuts) {
        StringBuilder original = new StringBuilder();
        StringBuilder sent = new StringBuilder();
        for (String word : words) {
            original.append(word);
            sent.append(VALUES.contains(word) ? pseudonyms.token("us-ssn", word) : word);
        }

        String restored = restored(Channel.content(), sent.toString(), cuts);

        assertThat(restored).isEqualTo(original.toString());
    }

    @Property(tries = 200)
    void whatModelsMakeOfTokensDependsOnTheTextAlone(
            @ForAll("scraps") List<String> scraps, @ForAll("cuts") List<Integer> cuts) {
        String token = pseudonyms.token("email", VALUES.getFirst());
        String text =
                String.join("", scraps).replace("T", token).replace("t", token.toLowerCase(java.util.Locale.ROOT));

        assertThat(restored(Channel.content(), text, cuts)).isEqualTo(restored(Channel.content(), text, List.of()));
    }

    @Property(tries = 100)
    void aToolsArgumentsStayJson(@ForAll("cuts") List<Integer> cuts) {
        String sent =
                Json.object("to", pseudonyms.token("person", VALUES.getLast())).toString();

        String restored = restored(new Channel(0, Channel.Kind.TOOL_ARGUMENTS, 0), sent, cuts);

        assertThat(Json.parse(Buffer.buffer(restored)))
                .hasToString(Json.object("to", VALUES.getLast()).toString());
    }

    @Property(tries = 100)
    void nothingIsHeldBackThatCannotBecomeAToken(@ForAll("texts") List<String> words) {
        pseudonyms.token("email", "x@example.com");
        TextTransformer restorer = restorer(Channel.content());
        String text = String.join("", words).replace("[", "").replace("e", "a").replace("E", "A") + ".";

        assertThat(restorer.next(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(
                        "bob@example.com",
                        "4111 1111 1111 1111",
                        "say \"hi\"\n",
                        " ",
                        "us",
                        "[",
                        "[US_",
                        "word ",
                        "\u6771\u4eac",
                        " US SSN ",
                        ".")
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> scraps() {
        return Arbitraries.of("T", "t", "[", "]", "\\", "_", " ", "EMAIL", "email_BCDF", "<", "a", "[ EMAIL", "\n")
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 9).list().ofMaxSize(40);
    }

    private String restored(Channel channel, String text, List<Integer> cuts) {
        TextTransformer restorer = restorer(channel);
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int cut : cuts) {
            int end = Math.min(text.length(), at + cut);
            out.append(restorer.next(text.substring(at, end)));
            at = end;
        }
        return out.append(restorer.next(text.substring(at)))
                .append(restorer.end())
                .toString();
    }

    private TextTransformer restorer(Channel channel) {
        return Objects.requireNonNull(Vault.restoring(pseudonyms).forChannel(channel));
    }
}
