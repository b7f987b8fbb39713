package dev.sluice.testkit.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatPart.Reasoning;
import dev.sluice.api.chat.ChatPart.RedactedReasoning;
import dev.sluice.api.chat.ChatPart.Refusal;
import dev.sluice.api.chat.ChatPart.Text;
import dev.sluice.api.chat.ChatPart.ToolCall;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatReply.Choice;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.TokenLogprob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Replies, each of which says one thing beside an answer. */
public final class ReplySamples {

    private static final int REASONS = EnumSet.allOf(Reason.class).size();
    private static final Instant CREATED = Instant.ofEpochSecond(1_760_000_000);
    private static final Text HELLO = new Text("Hello, 東京 🗼 \"quoted\"\n");
    private static final ToolCall WEATHER = new ToolCall("call_1", "weather", "{\"city\":\"Oslo\"}", null);
    private static final ToolCall TIME = new ToolCall("call_2", "time", "{}", null);

    private ReplySamples() {}

    /**
     * All of them.
     *
     * @return by what they say
     */
    public static Map<String, ChatReply> all() {
        Map<String, ChatReply> all = new LinkedHashMap<>();
        words(all);
        parts(all);
        usages(all);
        return all;
    }

    /**
     * A reply that says several things at once.
     *
     * @param seed the same seed, the same reply
     * @return the reply
     */
    public static ChatReply mixed(int seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<ChatReply> all = List.copyOf(all().values());
        List<ChatPart> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            all.get(random.nextInt(all.size())).choices().forEach(choice -> parts.addAll(choice.parts()));
        }
        Reason reason = List.copyOf(EnumSet.allOf(Reason.class)).get(random.nextInt(REASONS));
        ChatReply other = all.get(random.nextInt(all.size()));
        return reply(List.of(new Choice(parts, Finish.of(reason), List.of())), other.usage());
    }

    private static void words(Map<String, ChatReply> all) {
        all.put("words", of(Reason.STOP, HELLO));
        all.put("words cut short", of(Reason.LENGTH, HELLO));
        all.put("words that were filtered", of(Reason.SAFETY, HELLO));
        all.put("no words", of(Reason.STOP, new Text("")));
        all.put("a refusal", of(Reason.STOP, new Refusal("I will not.")));
        all.put("two answers", reply(List.of(choice(Reason.STOP, HELLO), choice(Reason.LENGTH, HELLO)), usage()));
        TokenLogprob likely = new TokenLogprob("Hi", -0.25, List.of(new TokenLogprob("Ho", -1.5, List.of())));
        all.put(
                "log probabilities",
                reply(List.of(new Choice(List.of(new Text("Hi")), Finish.of(Reason.STOP), List.of(likely))), usage()));
        Citation citation = new Citation("https://example.com", "An example", null, new Citation.Span(0, 5), null);
        all.put("a citation", of(Reason.STOP, new Text("Hello", List.of(citation))));
        Citation quote = new Citation(
                null,
                "a.pdf",
                "so it is",
                null,
                new Citation.DocumentSpan(0, Citation.DocumentSpan.Unit.CHARACTERS, 3, 11));
        all.put("a quotation", of(Reason.STOP, new Text("Hello", List.of(quote))));
    }

    private static void parts(Map<String, ChatReply> all) {
        all.put("a tool call", of(Reason.TOOL_CALLS, WEATHER));
        all.put("parallel tool calls", of(Reason.TOOL_CALLS, WEATHER, TIME));
        all.put("words and a tool call", of(Reason.TOOL_CALLS, HELLO, WEATHER));
        all.put("a signed tool call", of(Reason.TOOL_CALLS, new ToolCall("call_1", "time", "{}", "c2lnbmVk")));
        all.put("thinking", of(Reason.STOP, new Reasoning("Hm.", null), HELLO));
        all.put("signed thinking", of(Reason.STOP, new Reasoning("Hm.", "c2lnbmVk"), HELLO));
        all.put("encrypted thinking", of(Reason.STOP, new Reasoning("", "c2lnbmVk"), HELLO));
        all.put("redacted thinking", of(Reason.STOP, new RedactedReasoning("c2VjcmV0"), HELLO));
        all.put("thinking before a tool call", of(Reason.TOOL_CALLS, new Reasoning("Hm.", null), WEATHER));
    }

    private static void usages(Map<String, ChatReply> all) {
        all.put("no usage", reply(List.of(choice(Reason.STOP, HELLO)), null));
        all.put("cached input", used(new Usage(100, 20, 60, 0, 0, 0, 0, false)));
        all.put("a cache write", used(new Usage(100, 20, 0, 30, 0, 0, 0, false)));
        all.put("cached input and a cache write", used(new Usage(100, 20, 60, 30, 0, 0, 0, false)));
        all.put("reasoning tokens", used(new Usage(100, 20, 0, 0, 15, 0, 0, false)));
        all.put("audio tokens", used(new Usage(100, 20, 0, 0, 0, 40, 5, false)));
        all.put("tokens of pictures", used(Usage.of(100, 20).withImages(40, 5)));
    }

    private static ChatReply used(Usage usage) {
        return reply(List.of(choice(Reason.STOP, HELLO)), usage);
    }

    private static ChatReply of(Reason reason, ChatPart... parts) {
        return reply(List.of(choice(reason, parts)), usage());
    }

    private static Choice choice(Reason reason, ChatPart... parts) {
        return new Choice(List.of(parts), Finish.of(reason), List.of());
    }

    private static Usage usage() {
        return Usage.of(100, 20);
    }

    private static ChatReply reply(List<Choice> choices, @Nullable Usage usage) {
        return new ChatReply("id-1", "some-model", CREATED, null, choices, usage);
    }
}
