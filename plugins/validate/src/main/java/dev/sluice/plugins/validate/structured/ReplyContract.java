package dev.sluice.plugins.validate.structured;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Spent;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformers;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.structured.StructuredConfig.Unreadable;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the replies of calls to a schema: repairs, and asks again where nothing has left yet.
 *
 * @param filter the name of the filter that does so
 * @param repairs what may be put right
 * @param effort how hard it tries to get a right reply
 * @param unreadable what is done where replies cannot be read
 * @param context tells how long that has taken, and has large replies checked off the event loop
 */
public record ReplyContract(
        String filter, Set<Repair> repairs, Effort effort, Unreadable unreadable, PluginContext context) {

    static final String CODE = "invalid_structured_output";
    static final String HEADER = "x-sluice-repaired";

    /** A whole reply of more bytes is checked off the event loop. */
    private static final int LARGE = 32 << 10;

    /**
     * How hard to try.
     *
     * @param asks how often to ask again
     * @param within since the call came; later, nothing is asked again
     * @param tokens that its replies may have used together; from then on, nothing is asked again
     * @param characters of a wrong reply that may be sent back; a longer one is not asked for again
     * @param holds whether streams are held until they are known to be right
     */
    public record Effort(int asks, Duration within, long tokens, int characters, boolean holds) {}

    /** What was tried for a call so far. */
    private record Tried(int times, long tokens) {

        static final Tried NOTHING = new Tried(0, 0);

        Tried and(Wrong reply) {
            return new Tried(times + 1, tokens + reply.tokens());
        }
    }

    /**
     * What is asked of a reply.
     *
     * @param schema that it has to meet
     * @param always whether a reply without any text fails, too, unless it calls tools or is a refusal
     */
    private record Wanted(JsonSchema schema, boolean always) {}

    /** A reply that cannot be passed on, and the tokens that it used. */
    private record Wrong(CallError error, String text, long tokens) {}

    /**
     * Gets a reply that meets a schema.
     *
     * @param call is sent
     * @param next where to
     * @param schema of its reply
     * @param always whether its reply has to say something: a contract of the operator's is not met by an empty one
     * @return the reply; a failure if none that meets it came
     */
    public Future<Reply> ask(Call call, Next next, JsonSchema schema, boolean always) {
        if (call.endpoint().replyLens() == null && call.endpoint().operation() != Operation.LIST_MODELS) {
            return unread(call, next);
        }
        return ask(call, next, new Wanted(schema, always), Tried.NOTHING);
    }

    /** Nothing passes for checked that was not. */
    private Future<Reply> unread(Call call, Next next) {
        String endpoint = call.endpoint().name();
        if (unreadable == Unreadable.PASS) {
            call.journal().decide(new Decision(filter, "not-checked", "the reply of " + endpoint + " cannot be read"));
            return next.proceed(call);
        }
        return Future.failedFuture(CallError.of(
                CallError.Category.INVALID_REQUEST,
                "unreadable_endpoint",
                "Expected an endpoint whose replies can be held to this route's schema, found " + endpoint
                        + ". Use another route, or have the operator set 'unreadable: pass' for " + filter + "."));
    }

    private Future<Reply> ask(Call call, Next next, Wanted wanted, Tried tried) {
        return next.proceed(call).compose(reply -> switch (reply) {
            case Reply failed when !failed.isSuccess() -> Future.succeededFuture(failed);
            case Streamed streamed when effort.holds() -> held(call, next, wanted, streamed.readable(), tried);
            case Streamed streamed ->
                Future.succeededFuture((wanted.always() ? Answered.watched(streamed) : streamed)
                        .mapText(checks(
                                repaired -> StructuredText.leaving(wanted.schema(), repairs, repaired), told(call))));
            case Whole whole -> whole(call, next, wanted, whole, tried);
        });
    }

    private Future<Reply> whole(Call call, Next next, Wanted wanted, Whole reply, Tried tried) {
        Repaired made = new Repaired();
        Callable<Reply> checked = () -> {
            if (wanted.always()) {
                Answered.check(reply);
            }
            return reply.mapText(
                    checks(repaired -> StructuredText.held(wanted.schema(), repairs, repaired), made.all::addAll));
        };
        return (reply.body().length() > LARGE
                        ? context.computing(call.scope(), reply.body().length(), checked)
                        : now(checked))
                .map(right -> made.onto(right, told(call)))
                .recover(failure -> {
                    if (!(failure instanceof CallError wrong && wrong.code().equals(CODE))) {
                        return Future.failedFuture(failure);
                    }
                    Look look = new Look(call);
                    reply.onEnd(look).mapText(look.reader());
                    return again(call, next, wanted, look.wrong(wrong), tried);
                });
    }

    private static <T> Future<T> now(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Reply> held(Call call, Next next, Wanted wanted, Streamed reply, Tried tried) {
        Repaired made = new Repaired();
        TextTransformers checks =
                checks(repaired -> StructuredText.held(wanted.schema(), repairs, repaired), made.all::addAll);
        return Held.of(reply.frames())
                .compose(all -> pulled(reply, all, checks, wanted.always())
                        .map(right -> made.onto(reply.withFrames(Sources.of(right)), told(call)))
                        .recover(failure -> {
                            Look look = new Look(call);
                            return failure instanceof CallError wrong
                                            && wrong.code().equals(CODE)
                                    ? looked(reply, all, look)
                                            .onSuccess(read ->
                                                    look.note(reply.origin().target()))
                                            .compose(read -> again(call, next, wanted, look.wrong(wrong), tried))
                                    : Future.failedFuture(failure);
                        }));
    }

    private static Future<List<Frames>> pulled(
            Streamed reply, List<Frames> all, TextTransformers through, boolean always) {
        Streamed again = reply.withFrames(Sources.of(all));
        return Sources.collect(
                (always ? Answered.watched(again) : again).mapText(through).frames());
    }

    private static Future<List<Frames>> looked(Streamed reply, List<Frames> all, Look look) {
        Streamed again = reply.withFrames(Sources.of(all)).onEnd(look);
        return Sources.collect(again.mapText(look.reader()).frames());
    }

    private Future<Reply> again(Call call, Next next, Wanted wanted, Wrong wrong, Tried before) {
        Prompt prompt = call.prompt();
        Tried tried = before.and(wrong);
        boolean late =
                context.timers().nanoTime() - call.startedAt() > effort.within().toNanos();
        boolean enough = late || tried.times() > effort.asks() || tried.tokens() >= effort.tokens();
        if (enough || prompt == null || wrong.text().length() > effort.characters()) {
            call.journal().decide(new Decision(filter, "refuse", CODE));
            return Future.failedFuture(wrong.error());
        }
        call.journal().decide(new Decision(filter, "ask-again", CODE));
        return ask(call.withPrompt(corrected(prompt, wrong.text(), wrong.error())), next, wanted, tried);
    }

    private static TextTransformers checks(
            Function<Consumer<Set<Repair>>, StructuredText> text, Consumer<Set<Repair>> made) {
        return channel -> channel.kind() != Channel.Kind.CONTENT ? null : text.apply(made);
    }

    /** Told once, however many texts of a reply were repaired in the same way. */
    private Consumer<Set<Repair>> told(Call call) {
        Set<Repair> before = EnumSet.noneOf(Repair.class);
        return repaired -> {
            if (before.addAll(repaired)) {
                call.journal().decide(new Decision(filter, "repair", words(repaired)));
            }
        };
    }

    private static Prompt corrected(Prompt prompt, String text, CallError wrong) {
        String plea = wrong.message() + "\nAnswer again with the corrected JSON document alone, without a fence.";
        Prompt said = text.isBlank() ? prompt : prompt.plus(Message.of(Role.ASSISTANT, text), Place.LAST);
        return said.plus(Message.of(Role.USER, plea), Place.LAST);
    }

    private static String words(Set<Repair> repairs) {
        return repairs.stream().map(Repair::toString).sorted().collect(Collectors.joining(", "));
    }

    /** What a wrong reply says, and what it has cost. */
    private static final class Look implements Consumer<Outcome> {

        private static final int CHARACTERS_A_TOKEN = 4;

        private final Call call;
        private final StringBuilder text = new StringBuilder();
        private @Nullable Usage usage;
        private @Nullable BigDecimal cost;

        Look(Call call) {
            this.call = call;
        }

        @Override
        public void accept(Outcome outcome) {
            usage = outcome.usage();
            cost = outcome.cost();
        }

        /** Of a stream that nobody gets, only who has read it knows what it used. */
        void note(@Nullable Target from) {
            if (from != null && usage != null) {
                call.journal().spent(new Spent(from, usage, cost));
            }
        }

        TextTransformers reader() {
            return channel -> channel.kind() != Channel.Kind.CONTENT
                    ? null
                    : piece -> {
                        text.append(piece);
                        return piece;
                    };
        }

        Wrong wrong(CallError error) {
            return new Wrong(error, text.toString(), tokens());
        }

        /** Estimated where the provider does not tell. */
        private long tokens() {
            int asked = call.body() instanceof Body.Bytes all ? all.bytes().length() : 0;
            return usage == null ? (asked + text.length()) / CHARACTERS_A_TOKEN : usage.input() + usage.output();
        }
    }

    /** What was repaired in one reply. */
    private record Repaired(Set<Repair> all) {

        Repaired() {
            this(EnumSet.noneOf(Repair.class));
        }

        Reply onto(Reply reply, Consumer<Set<Repair>> told) {
            if (all.isEmpty()) {
                return reply;
            }
            told.accept(all);
            return reply.withHeaders(reply.headers().with(HEADER, words(all)));
        }
    }
}
