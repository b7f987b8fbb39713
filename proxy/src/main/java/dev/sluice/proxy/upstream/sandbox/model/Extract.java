package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers out of the prompt's own context: the sentences that share the most, and the rarest, words with the question.
 *
 * <p>The question is the last message of the user, the context everything before it that the model did not say; in a
 * prompt of one message, the question is its last sentence.
 */
record Extract() implements Author {

    private static final int BEST = 3;
    private static final int MOST_SENTENCES = 2_000;
    private static final int SHORTEST_WORD = 3;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\s*\\n\\s*");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String NOTHING = "The context does not say.";

    @Override
    public Answer write(Prompt prompt) {
        List<Message> messages = new ArrayList<>(prompt.messages());
        messages.removeIf(message -> message.role() == Role.ASSISTANT);
        int last = lastOfUser(messages);
        if (last < 0) {
            return Answer.saying(NOTHING);
        }
        List<String> question = sentences(Stream.of(messages.remove(last))).toList();
        List<String> context =
                sentences(messages.stream()).limit(MOST_SENTENCES).toList();
        if (!context.isEmpty() || question.isEmpty()) {
            return answer(words(String.join(" ", question)), context);
        }
        return answer(words(question.getLast()), question.subList(0, question.size() - 1));
    }

    private static int lastOfUser(List<Message> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.USER) {
            last--;
        }
        return last;
    }

    private static Answer answer(Set<String> question, List<String> context) {
        Map<String, Integer> spread = spread(context);
        List<Scored> scored = new ArrayList<>();
        for (String sentence : context) {
            double score = words(sentence).stream()
                    .filter(question::contains)
                    .mapToDouble(word -> Math.log1p((double) context.size() / spread.getOrDefault(word, 1)))
                    .sum();
            scored.add(new Scored(scored.size(), sentence, score));
        }
        return Answer.saying(best(scored));
    }

    /** The best, in the order in which they stand; those that are far behind the first are left out. */
    private static String best(List<Scored> scored) {
        double top = scored.stream().mapToDouble(Scored::score).max().orElse(0);
        String best = scored.stream()
                .filter(sentence -> sentence.score() > 0 && sentence.score() >= top / 2)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(BEST)
                .sorted(Comparator.comparingInt(Scored::place))
                .map(Scored::sentence)
                .collect(Collectors.joining(" "));
        return best.isEmpty() ? NOTHING : best;
    }

    /** In how many sentences each word stands. */
    private static Map<String, Integer> spread(List<String> sentences) {
        Map<String, Integer> spread = new HashMap<>();
        sentences.forEach(sentence -> words(sentence).forEach(word -> spread.merge(word, 1, Integer::sum)));
        return spread;
    }

    private static Stream<String> sentences(Stream<Message> messages) {
        return messages.flatMap(message -> message.parts().stream())
                .map(Extract::text)
                .flatMap(SENTENCE_END::splitAsStream)
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty());
    }

    private static String text(Part part) {
        return switch (part) {
            case Part.Text words -> words.text();
            case Part.ToolResult result -> result.text();
            case Part.Reasoning reasoning -> "";
            case Part.ToolCall call -> "";
            case Part.Media media -> "";
            case Part.Unknown unknown -> "";
        };
    }

    private static Set<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private record Scored(int place, String sentence, double score) {}
}
