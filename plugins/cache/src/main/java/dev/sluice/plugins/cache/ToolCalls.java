package dev.sluice.plugins.cache;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a reply has somebody do something, be it the caller or the provider: what is read is what the reply says, since many servers name
 * every field that they know ({@code "tool_calls":[]}) where nothing is called. Also those items that codecs have no word for.
 */
final class ToolCalls {

    /** One of these is in whatever calls a tool; most replies have none, and are not parsed. */
    private static final List<byte[]> MARKS = Stream.of("tool", "_call", "functionCall", "mcp_")
            .map(mark -> mark.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** Members that are calls, or hold them. */
    private static final Set<String> MEMBERS = Set.of("tool_calls", "function_call", "functionCall", "toolUse");

    /** Members that repeat what the request has said. */
    private static final Set<String> ECHOES = Set.of("tools", "tool_choice", "text", "metadata", "prompt");

    /** What only looks something up for the answer. */
    private static final Set<String> LOOKING = Set.of("web_search_call", "file_search_call", "web_search", "web_fetch");

    private static final Set<String> TYPES =
            Set.of("tool_use", "mcp_tool_use", "mcp_approval_request", "tool-call-start");

    private ToolCalls() {}

    /** Whether the reason why a reply ended is a call. */
    static boolean isReason(@Nullable String finish) {
        String word = finish == null ? "" : finish.toLowerCase(Locale.ROOT);
        return word.startsWith("tool_") || word.equals("function_call");
    }

    /**
     * Whether a reply calls a tool.
     *
     * @param body all of it, without a coding
     * @param streamed whether it is a stream
     * @param lens of its endpoint; null for none
     * @return true, too, if it may and nobody can say
     */
    static boolean in(Buffer body, boolean streamed, @Nullable ReplyLens lens) {
        if (!hasMark(body)) {
            return false;
        }
        if (!streamed) {
            return calls(body);
        }
        if (lens == null) {
            return true;
        }
        Framing framing = lens.framing();
        return Stream.of(framing.feed(body), framing.end())
                .map(Frames::events)
                .flatMap(List::stream)
                .filter(Event::hasData)
                .map(Event::data)
                .anyMatch(data -> hasMark(data) && calls(data));
    }

    private static boolean calls(Buffer document) {
        try {
            return calls(Json.parse(document));
        } catch (JsonSyntaxException e) {
            return true;
        }
    }

    private static boolean calls(Json json) {
        return switch (json) {
            case Arr items -> items.stream().anyMatch(ToolCalls::calls);
            case Obj object -> isCall(object) || object.stream().anyMatch(ToolCalls::calls);
            default -> false;
        };
    }

    private static boolean calls(Member member) {
        if (MEMBERS.contains(member.name()) && !isEmpty(member.value())) {
            return true;
        }
        return !ECHOES.contains(member.name()) && calls(member.value());
    }

    private static boolean isEmpty(Json value) {
        return switch (value) {
            case Arr items -> items.isEmpty();
            case Obj object -> object.isEmpty();
            default -> true; // Null.
        };
    }

    private static boolean isCall(Obj object) {
        String type = object.text("type");
        if (type == null || LOOKING.contains(type)) {
            return false;
        }
        String name = object.text("name");
        return type.endsWith("_call")
                || TYPES.contains(type)
                || (type.equals("server_tool_use") && !LOOKING.contains(name == null ? "" : name));
    }

    private static boolean hasMark(Buffer body) {
        byte[] all = body.getBytes();
        return MARKS.stream().anyMatch(mark -> contains(all, mark));
    }

    private static boolean contains(byte[] all, byte[] mark) {
        for (int i = 0; i <= all.length - mark.length; i++) {
            int same = 0;
            while (same < mark.length && all[i + same] == mark[same]) {
                same++;
            }
            if (same == mark.length) {
                return true;
            }
        }
        return false;
    }
}
