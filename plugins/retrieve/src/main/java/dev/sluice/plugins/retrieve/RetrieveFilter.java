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
import dev.sluice.api.retrieve.Passage;
import dev.sluice.plugins.retrieve.cite.Cited;
import dev.sluice.plugins.retrieve.cite.Citing;
import dev.sluice.plugins.retrieve.ground.Checking;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for what is asked, lays what is found before the model, and says what it was. */
final class RetrieveFilter implements Filter {

    static final String NAME = "retrieve";
    static final String SOURCES_HEADER = "x-sluice-sources";
    private static final String PLEA =
            "Parts of that answer do not follow from the sources. Answer again: state only what the"
                    + " sources say, and say so where they do not answer.";

    static final String CITATIONS_HEADER = "x-sluice-citations";

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
            call.journal().warn("retrieve: not all documents of " + config.source() + " are read yet");
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
        if (found.byWords() != null) {
            call.journal().decide(new Decision(NAME, "by-words", found.byWords()));
            call.journal()
                    .warn("retrieve: " + config.source() + " was searched by words alone, since " + found.byWords());
        }
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
        Laid laid = Laid.of(sources, config.template(), call.scope(), context);
        Prompt grounded = prompt.plus(Message.of(role, laid.text()), Place.BEFORE_LAST_USER);
        List<String> texts =
                sources.passages().stream().map(Passage::searchable).toList();
        Call asked = call.withPrompt(grounded).with(Grounding.KEY, laid);
        return told(asked, sources, next)
                .compose(reply -> checking == null
                        ? Future.succeededFuture(reply)
                        : checking.check(
                                reply,
                                call,
                                texts,
                                said -> again(asked.withPrompt(corrected(grounded, said)), sources, next)))
                .map(reply -> asksForCitations(call) ? cited(reply, sources, call) : reply);
    }

    private static Future<Reply> told(Call call, Sources sources, Next next) {
        return next.proceed(call)
                .map(reply -> reply.withHeaders(reply.headers().with(SOURCES_HEADER, sources.header())));
    }

    private static Future<Reply> again(Call call, Sources sources, Next next) {
        call.journal().warn("retrieve: asked twice; the usage in the reply is that of the second answer alone");
        return told(call, sources, next);
    }

    private static Prompt corrected(Prompt prompt, String said) {
        return prompt.plus(Message.of(Role.ASSISTANT, said), Place.LAST).plus(Message.of(Role.USER, PLEA), Place.LAST);
    }

    private boolean asksForCitations(Call call) {
        return switch (config.citations()) {
            case OFF -> false;
            case ON_REQUEST -> "true".equalsIgnoreCase(call.headers().get(CITATIONS_HEADER));
            case ALWAYS -> true;
        };
    }

    private static Reply cited(Reply reply, Sources sources, Call call) {
        Citing citing = Citing.of(call.dialect().name(), new Cited(sources.collection(), sources.passages()));
        if (citing == null) {
            call.journal()
                    .warn("citations: the dialect " + call.dialect().name()
                            + " has no shape for them; the sources stand in the header " + SOURCES_HEADER);
            return reply;
        }
        return citing.cite(reply);
    }
}
