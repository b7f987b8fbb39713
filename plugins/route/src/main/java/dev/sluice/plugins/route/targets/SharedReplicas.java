package dev.sluice.plugins.route.targets;

import dev.sluice.api.Target;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.Topic;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells other replicas what became of a target, and hears of it, so that a rate limit is met once and a dead provider found once.
 *
 * <p>A rest that the provider asks for is that of the account, so it is believed. What may be one replica's own trouble is believed only
 * while one's own calls do not show the contrary: who had an answer within the last seconds keeps the target. What is heard ends by a
 * probe, as everything does.
 */
public final class SharedReplicas implements Replicas {

    /** The topic that all replicas share. */
    public static final String TOPIC = "route-targets";

    private static final Duration OWN_ANSWERS_COUNT = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int LONGEST_REASON = 200;

    private final Topic topic;
    private final String self;
    private final TargetStates states;
    private final Timers timers;

    /**
     * Begins to hear.
     *
     * @param topic where all replicas tell
     * @param self a name that no other has
     * @param states what is known here
     * @param timers time
     */
    public SharedReplicas(Topic topic, String self, TargetStates states, Timers timers) {
        this.topic = topic;
        this.self = self;
        this.states = states;
        this.timers = timers;
        topic.subscribe(new Topic.Listener() {
            @Override
            public void heard(Buffer message) {
                hear(message);
            }

            @Override
            public void missed() {
                // Nothing to look up: what was missed is found out by calls.
            }
        });
    }

    @Override
    public void tell(News news, TargetState state) {
        long left = state.ejectedFor(timers.nanoTime()).toMillis();
        Obj message = Json.object(
                "from", self,
                "news", news.name().toLowerCase(Locale.ROOT),
                "provider", state.target().provider(),
                "model", state.target().model(),
                "for_ms", left,
                "because", shortened(state.ejectedBecause()));
        topic.publish(message.toBuffer()).otherwiseEmpty();
    }

    private void hear(Buffer bytes) {
        Obj message = parsed(bytes);
        if (message == null || self.equals(message.text("from"))) {
            return;
        }
        Target target = new Target(text(message, "provider"), text(message, "model"));
        states.known(target).ifPresent(state -> apply(text(message, "news"), message, state));
    }

    private void apply(String news, Obj message, TargetState state) {
        long now = timers.nanoTime();
        Duration time = time(message.number("for_ms"));
        String why = "another replica: " + shortened(text(message, "because"));
        switch (news) {
            case "rests" -> state.park(time, why, now);
            case "ejected" -> {
                if (!state.answeredSince(now - OWN_ANSWERS_COUNT.toNanos())) {
                    state.park(time, why, now);
                }
            }
            case "back" -> state.mayBeBack(now);
            default -> {
                // A newer release has more to tell.
            }
        }
    }

    private static @Nullable Obj parsed(Buffer bytes) {
        try {
            return Json.parse(bytes) instanceof Obj message ? message : null;
        } catch (JsonSyntaxException e) {
            return null; // Not for us.
        }
    }

    private static Duration time(@Nullable Num millis) {
        double asked = Optional.ofNullable(millis).map(Num::asDouble).orElse(0.0);
        return Duration.ofMillis((long) Math.clamp(asked, 0, (double) MOST.toMillis()));
    }

    private static String text(Obj message, String name) {
        return Objects.requireNonNullElse(message.text(name), "");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
