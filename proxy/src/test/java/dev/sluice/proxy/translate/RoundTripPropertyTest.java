package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatPart.ToolCall;
import dev.sluice.api.chat.ChatPart.ToolResult;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** From one dialect to another and back, a chat keeps what both can say; whatever is not kept has a line in the losses. */
class RoundTripPropertyTest {

    /** A client's dialect and a provider's. */
    record Pair(Speaker client, Speaker provider) {
        @Override
        public String toString() {
            return client + " and " + provider;
        }
    }

    @Provide
    Arbitrary<Pair> pairs() {
        Arbitrary<Speaker> speakers = Arbitraries.of(RecordedStream.SPEAKERS);
        return Combinators.combine(speakers, speakers)
                .as(Pair::new)
                .filter(pair -> !pair.client().equals(pair.provider()));
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return GeneratedChats.requests();
    }

    @Provide
    Arbitrary<ChatReply> replies() {
        return GeneratedChats.replies();
    }

    @Property(tries = 2000)
    void aRequestComesBackAsItWentOrSaysWhatItLost(@ForAll("pairs") Pair pair, @ForAll("requests") ChatRequest chat) {
        ChatRequest said = pair.client().again(chat, new Losses()); // As much of it as this client can say.
        Losses losses = new Losses();

        ChatRequest back = pair.client().again(pair.provider().again(said, losses), losses);

        Statistics.collect(losses.isEmpty() ? "nothing lost" : "something lost");
        List<String> changed = changed(said, back);
        assertThat(changed.size())
                .as("of %s: changed %s, told %s", pair, changed, losses.all())
                .isLessThanOrEqualTo(losses.all().size());
    }

    @Property(tries = 2000)
    void nothingWearsAwayFromRoundToRound(@ForAll("pairs") Pair pair, @ForAll("requests") ChatRequest chat) {
        ChatRequest once = around(pair, around(pair, chat));

        ChatRequest twice = around(pair, once);

        assertThat(changed(once, twice)).as("%s", pair).isEmpty();
    }

    private static ChatRequest around(Pair pair, ChatRequest chat) {
        return pair.client().again(pair.provider().again(chat, new Losses()), new Losses());
    }

    @Property(tries = 2000)
    void aReplyComesBackAsItWentOrSaysWhatItLost(@ForAll("pairs") Pair pair, @ForAll("replies") ChatReply reply) {
        ChatReply said = pair.provider().again(reply, new Losses());
        Losses losses = new Losses();

        ChatReply back = pair.provider().again(pair.client().again(said, losses), losses);

        Statistics.collect(losses.isEmpty() ? "nothing lost" : "something lost");
        List<String> changed = changed(said, back);
        assertThat(changed.size())
                .as("of %s: changed %s, told %s", pair, changed, losses.all())
                .isLessThanOrEqualTo(losses.all().size());
    }

    /** What differs, each thing that a request says by itself. */
    private static List<String> changed(ChatRequest one, ChatRequest other) {
        Map<String, Object> left = things(one);
        Map<String, Object> right = things(other);
        List<String> changed = new ArrayList<>();
        left.forEach((name, value) -> {
            if (!value.equals(right.get(name))) {
                changed.add(name + ": " + value + " became " + right.get(name));
            }
        });
        return changed;
    }

    private static Map<String, Object> things(ChatRequest request) {
        Map<String, Object> things = new LinkedHashMap<>();
        things.put(
                "turns",
                request.turns().stream()
                        .map(RoundTripPropertyTest::plain)
                        .toList()
                        .toString());
        things.put("tools", request.tools().list() + " " + request.tools().choice());
        things.put("parallel tools", String.valueOf(request.tools().parallel()));
        things.put("temperature", String.valueOf(request.sampling().temperature()));
        things.put("top p", String.valueOf(request.sampling().topP()));
        things.put("top k", String.valueOf(request.sampling().topK()));
        things.put("frequency penalty", String.valueOf(request.sampling().frequencyPenalty()));
        things.put("presence penalty", String.valueOf(request.sampling().presencePenalty()));
        things.put("seed", String.valueOf(request.sampling().seed()));
        things.put("max tokens", String.valueOf(request.output().maxTokens()));
        things.put("stop", request.output().stop());
        things.put(
                "choices",
                request.output().choices() == null
                        ? 1
                        : request.output().choices()); // One is what there is without it.
        things.put("format", String.valueOf(request.output().format()));
        things.put("log probabilities", String.valueOf(request.output().topLogprobs()));
        things.put("verbosity", String.valueOf(request.output().verbosity()));
        things.put("thinking", request.thinking());
        things.put("user", String.valueOf(request.labels().user()));
        things.put("metadata", request.labels().metadata());
        things.put("service tier", String.valueOf(request.labels().serviceTier()));
        things.put("cache key", String.valueOf(request.labels().cacheKey()));
        return things;
    }

    private static List<String> changed(ChatReply one, ChatReply other) {
        List<String> changed = new ArrayList<>();
        compare("parts", parts(one), parts(other), changed);
        compare(
                "finish",
                one.choices().getFirst().finish(),
                other.choices().getFirst().finish(),
                changed);
        compare("usage", one.usage(), other.usage(), changed);
        return changed;
    }

    private static void compare(String name, Object one, Object other, List<String> changed) {
        if (!Objects.equals(one, other)) {
            changed.add(name + ": " + one + " became " + other);
        }
    }

    private static List<ChatPart> parts(ChatReply reply) {
        return reply.choices().getFirst().parts().stream()
                .map(RoundTripPropertyTest::plain)
                .toList();
    }

    private static Turn plain(Turn turn) {
        return new Turn(
                turn.role(),
                turn.parts().stream().map(RoundTripPropertyTest::plain).toList());
    }

    /** Without ids, which some dialects do not have and make anew; the order says which call a result is of. */
    private static ChatPart plain(ChatPart part) {
        return switch (part) {
            case ToolCall call -> new ToolCall("", call.name(), call.arguments(), call.signature());
            case ToolResult result -> new ToolResult("", "", result.content(), result.failed());
            default -> part;
        };
    }
}
