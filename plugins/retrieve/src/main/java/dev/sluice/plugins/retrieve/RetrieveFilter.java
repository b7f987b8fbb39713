package dev.sluice.plugins.retrieve;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Grounding;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.retrieve.ground.Checking;
import dev.sluice.plugins.retrieve.ground.Evidence;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches for what is asked, lays what is found before the model, and says what it was. */
final class RetrieveFilter implements Filter {

    static final String NAME = "retrieve";
    static final String SOURCES_HEADER = "x-sluice-sources";

    private final RetrieveConfig config;
    private final Searching searching;
    private final @Nullable Checking checking;
    private final PluginContext context;

    RetrieveFilter(RetrieveConfig config, Searching searching, @Nullable Checking checking, PluginContext context) {
        this.config = config;
        this.searching = searching;
        this.checking = checking;
        this.context = context;
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Prompt prompt = call.operation() == Operation.CHAT ? call.prompt() : null;
        String asked = prompt == null ? "" : Asked.of(prompt, config.query());
        if (prompt == null || asked.isEmpty()) {
            return next.proceed(call);
        }
        if (searching.isBehind()) {
            call.journal().warn("retrieve: not all documents of " + config.collection() + " are read yet");
        }
        return question(asked, prompt)
                .compose(question -> searching.find(question, call.caller()))
                .compose(found -> found(found, call, prompt, next));
    }

    private Future<String> question(String asked, Prompt prompt) {
        return config.query() == RetrieveConfig.Query.CONDENSED
                ? searching.condensed(asked, Asked.before(prompt))
                : Future.succeededFuture(asked);
    }

    private Future<Reply> found(Searching.Found found, Call call, Prompt prompt, Next next) {
        if (found.problem() != null) {
            call.journal().decide(new Decision(NAME, "not-reranked", found.problem()));
        }
        return found.sources().isEmpty() ? without(call, next) : with(found.sources(), call, prompt, next);
    }

    private static Future<Reply> without(Call call, Next next) {
        call.journal().decide(new Decision(NAME, "nothing", "no chunk was relevant enough"));
        return next.proceed(call);
    }

    private Future<Reply> with(Sources sources, Call call, Prompt prompt, Next next) {
        call.journal().decide(new Decision(NAME, "inject", sources.summary()));
        Role role = config.role() == RetrieveConfig.InjectAs.SYSTEM ? Role.SYSTEM : Role.USER;
        String laid = sources.text(config.template());
        Prompt grounded = prompt.plus(Message.of(role, laid), Place.BEFORE_LAST_USER);
        List<String> texts =
                sources.hits().stream().map(hit -> hit.chunk().searchable()).toList();
        return next.proceed(call.withPrompt(grounded).with(Grounding.KEY, grounding(texts, laid)))
                .map(reply -> reply.withHeaders(reply.headers().with(SOURCES_HEADER, sources.header())))
                .compose(
                        reply -> checking == null ? Future.succeededFuture(reply) : checking.check(reply, call, texts));
    }

    /** For filters below, which see the reply first; nothing is done unless one asks. */
    private Grounding grounding(List<String> documents, String laid) {
        return new Grounding() {
            @Override
            public Future<Support> support() {
                return context.blocking(() -> Evidence.of(documents)).map(evidence -> evidence::support);
            }

            @Override
            public Set<String> texts() {
                return Set.of(laid);
            }
        };
    }
}
