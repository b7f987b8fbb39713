package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The rest of a chain, as a filter's test wants it: does what a {@link Script} says with each attempt, keeps the laws of
 * {@link Next}, and remembers everything.
 */
public final class ScriptedUpstream implements Next {
    /** After this an attempt that is still going on fails, whatever its script says, as the host's total timer has it. */
    public static final Duration DEADLINE = Duration.ofMinutes(1);

    private final VirtualTime time;
    private final BiFunction<Integer, Call, Script> scripts;
    private final List<Attempt> attempts = new ArrayList<>();

    private ScriptedUpstream(VirtualTime time, BiFunction<Integer, Call, Script> scripts) {
        this.time = time;
        this.scripts = scripts;
    }

    /**
     * An upstream that does one thing after the other.
     *
     * @param time when it does them
     * @param first for the first attempt
     * @param more for the attempts after it; the last is for all that follow, too
     * @return the upstream
     */
    public static ScriptedUpstream of(VirtualTime time, Script first, Script... more) {
        List<Script> all = new ArrayList<>(List.of(first));
        Collections.addAll(all, more);
        return new ScriptedUpstream(time, (attempt, call) -> all.get(Math.min(attempt, all.size() - 1)));
    }

    /**
     * An upstream that looks at what it is asked.
     *
     * @param time when it does things
     * @param scripts the script for an attempt, by its number from 0 on, and its call
     * @return the upstream
     */
    public static ScriptedUpstream by(VirtualTime time, BiFunction<Integer, Call, Script> scripts) {
        return new ScriptedUpstream(time, scripts);
    }

    @Override
    public Future<Reply> proceed(Call call) {
        if (call.scope().ended()) {
            return Future.failedFuture(
                    CallError.of(CallError.Category.CANCELLED, "cancelled", "The call was over before it was sent."));
        }
        if (call.target() != null || !call.candidates().isEmpty()) {
            call.journal().sentTo(call.target() == null ? call.candidates().getFirst() : call.target());
        }
        Script script = scripts.apply(attempts.size(), call);
        Attempt attempt = new Attempt(call, time, DEADLINE);
        attempts.add(attempt);
        return attempt.play(script);
    }

    /**
     * What was asked of it.
     *
     * @return a view, in order
     */
    public List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    /**
     * Those that were given up before they were over.
     *
     * @return a copy, in order
     */
    public List<Attempt> cancelled() {
        return attempts.stream().filter(Attempt::wasCancelled).toList();
    }

    /** Fails the test if an attempt is still going on, or a stream was not pulled as the law of sources says. */
    public void assertNothingLeaks() {
        assertThat(attempts.stream()
                        .filter(Attempt::isOpen)
                        .map(attempt -> attempt.call().target()))
                .as("attempts whose reply was neither read to its end nor cancelled, by target")
                .isEmpty();
        assertThat(attempts).as("law of Source").extracting(Attempt::violation).containsOnlyNulls();
    }
}
