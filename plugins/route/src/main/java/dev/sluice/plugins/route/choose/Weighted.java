package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.route.config.StrategySettings;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Shares calls out by weight, by weighted rendezvous hashing: each target draws a number from the key and its own name, scaled by
 * its weight, and the highest goes first. A change of one weight moves only the keys that this target gains or loses.
 *
 * <p>The scale, {@code -weight / ln(u)}, is that of Schindelhauer and Schomaker, "Weighted Distributed Hash Tables" (2005).
 */
final class Weighted implements Strategy.Ordering {

    private static final int PREFIX = 1024;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long PRIME = 0x100000001B3L;

    private final StrategySettings.Weighted settings;
    private final RandomGenerator random;
    private final String reason;

    Weighted(StrategySettings.Weighted settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.reason = "weighted, by " + settings.sticky().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Choice order(Ask ask, List<Candidate> candidates) {
        String key = key(ask.call());
        long seed = key == null ? random.nextLong() : mix(GOLDEN ^ key.hashCode());
        double[] draws = new double[candidates.size()];
        for (int i = 0; i < draws.length; i++) {
            Candidate candidate = candidates.get(i);
            draws[i] = draw(seed, candidate);
        }
        return new Choice(Ranks.descending(candidates, draws), reason);
    }

    static double draw(long seed, Candidate candidate) {
        long mixed = mix(seed ^ candidate.hash());
        double uniform = ((mixed >>> 11) + 0.5) * 0x1.0p-53; // Never 0 or 1.
        return -candidate.weight() / Math.log(uniform);
    }

    private @Nullable String key(Call call) {
        return switch (settings.sticky()) {
            case NONE -> null;
            case CALLER -> caller(call);
            case HEADER -> settings.header() == null ? null : call.headers().get(settings.header());
            case CONVERSATION -> caller(call) + '\n' + beginning(call, Role.USER);
            case PREFIX -> beginning(call, null);
        };
    }

    private static String caller(Call call) {
        return call.caller().tenant() + '/' + call.caller().key();
    }

    /** The first words of a role, or of anybody; those that a provider's cache would have seen before. */
    private static String beginning(Call call, @Nullable Role role) {
        Prompt prompt = call.prompt();
        List<Message> messages = prompt == null ? List.of() : prompt.messages();
        for (Message message : messages) {
            if (role == null || message.role() == role) {
                String text = message.text();
                return text.substring(0, Math.min(PREFIX, text.length()));
            }
        }
        return "";
    }

    static long hash(Target target) {
        return hash(target.provider()) ^ mix(hash(target.model()));
    }

    private static long hash(String text) {
        long hash = GOLDEN;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mix(hash);
    }

    /** SplitMix64's finalizer: every bit of the input bears on every bit of the output. */
    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
