package dev.sluice.plugins.retrieve;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Decision;
import dev.sluice.api.Grounding;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.retrieve.stores.Finding;
import dev.sluice.plugins.retrieve.stores.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches the stores that a {@code file_search} tool names, when they are kept here: the tool is taken out, what was found is laid before the model
 * as {@code retrieve} does, and the reply tells of the search as if the provider had made it. Tools that name a provider's own
 * stores are the provider's.
 */
final class FileSearch {

    private static final String TOOL = "file_search";
    private static final String RESULTS = "file_search_call.results";
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final StoresConfig config;
    private final OpenCollection collection;
    private final Finding finding;
    private final PluginContext context;

    FileSearch(StoresConfig config, OpenCollection collection, Finding finding, PluginContext context) {
        this.config = config;
        this.collection = collection;
        this.finding = finding;
        this.context = context;
    }

    Future<Reply> apply(Call call, Next next) {
        Obj sent = call.json();
        Obj body = sent == null ? null : EarlierSearches.without(sent);
        return body == null || body == sent ? searched(call, body, next) : searched(call.withJson(body), body, next);
    }

    private Future<Reply> searched(Call call, @Nullable Obj body, Next next) {
        Arr tools = body == null ? null : body.array("tools");
        Obj tool = tools == null ? null : ours(tools);
        if (body == null || tools == null || tool == null) {
            return next.proceed(call);
        }
        Call without = call.withJson(without(body, tools));
        Prompt prompt = without.prompt();
        String asked = prompt == null ? "" : Asked.of(prompt, RetrieveConfig.Query.LAST_TURN);
        if (prompt == null || asked.isEmpty()) {
            return next.proceed(without);
        }
        Finding.Wanted wanted = Finding.Wanted.of(asked, tool, config.topK());
        return finding.find(call.caller().tenant(), stores(tool), wanted)
                .compose(found -> with(found, body, without, prompt, asked, next));
    }

    /** The only tool of its kind that asks for stores which are kept here; null if there is none. */
    private static @Nullable Obj ours(Arr tools) {
        List<Obj> searches = new ArrayList<>();
        for (Json tool : tools) {
            if (isSearch(tool) && tool instanceof Obj search) {
                searches.add(search);
            }
        }
        long stores = searches.stream().mapToLong(tool -> stores(tool).size()).sum();
        long here = searches.stream()
                .flatMap(tool -> stores(tool).stream())
                .filter(id -> id.startsWith(Ids.STORE))
                .count();
        if (here > 0 && (here < stores || searches.size() > 1)) {
            throw CallError.of(
                            Category.INVALID_REQUEST,
                            "invalid_value",
                            "Expected one file_search tool whose stores are all kept here, or all the provider's.")
                    .withParam("tools");
        }
        return here == 0 ? null : searches.getFirst();
    }

    private static boolean isSearch(Json tool) {
        return tool instanceof Obj object && TOOL.equals(object.text("type"));
    }

    private static List<String> stores(Obj tool) {
        Arr ids = tool.array("vector_store_ids");
        return ids == null
                ? List.of()
                : ids.stream()
                        .map(id -> id instanceof Str text ? text.value() : "")
                        .toList();
    }

    /** The request as a provider takes it that knows nothing of searching. */
    private static Obj without(Obj body, Arr tools) {
        List<Json> others = tools.stream().filter(tool -> !isSearch(tool)).toList();
        Obj rest = others.isEmpty()
                ? body.without("tools").without("tool_choice").without("parallel_tool_calls")
                : body.with("tools", Json.from(others));
        if (isSearch(rest.object("tool_choice") == null ? Json.of("") : rest.object("tool_choice"))) {
            rest = rest.without("tool_choice");
        }
        Arr include = rest.array("include");
        return include == null
                ? rest
                : rest.with(
                        "include",
                        Json.from(include.stream()
                                .filter(one -> !(one instanceof Str text && RESULTS.equals(text.value())))
                                .toList()));
    }

    private Future<Reply> with(
            List<Finding.Found> found, Obj asked, Call call, Prompt prompt, String question, Next next) {
        List<Finding.Found> kept = fitting(found);
        Sources sources = new Sources(
                config.collection(), kept.stream().map(Finding.Found::passage).toList());
        call.journal()
                .decide(new Decision(
                        StoresFilter.NAME, "search", kept.isEmpty() ? "nothing was found" : sources.summary()));
        Laid laid = Laid.of(sources, null, call.scope(), context);
        Call grounded = kept.isEmpty()
                ? call
                : call.withPrompt(prompt.plus(Message.of(Role.USER, laid.text()), Place.BEFORE_LAST_USER))
                        .with(Grounding.KEY, laid);
        FileSearchReply edit =
                new FileSearchReply(Ids.SEARCH + call.id(), question, kept, asked, asksForResults(asked));
        return next.proceed(grounded).map(reply -> told(reply, edit));
    }

    private static boolean asksForResults(Obj asked) {
        Arr include = asked.array("include");
        return include != null
                && include.stream().anyMatch(one -> one instanceof Str text && RESULTS.equals(text.value()));
    }

    private List<Finding.Found> fitting(List<Finding.Found> found) {
        List<Finding.Found> kept = new ArrayList<>();
        int room = config.maxTokens();
        for (Finding.Found one : found) {
            int size = tokens(one.passage().searchable());
            if (one.passage().relevance() >= config.floor() && size <= room) {
                kept.add(one);
                room -= size;
            }
        }
        return kept;
    }

    private int tokens(String text) {
        return collection.embedder() == null
                ? text.length() / CHARACTERS_PER_TOKEN
                : collection.embedder().tokens(text);
    }

    private static Reply told(Reply reply, FileSearchReply edit) {
        if (!reply.isSuccess()) {
            return reply;
        }
        return switch (reply) {
            case Whole whole -> whole.json() == null ? whole : whole.withJson(edit.whole(whole.json()));
            case Streamed streamed -> streamed.mapEvents(edit.events());
        };
    }
}
