package dev.sluice.api.chat;

import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gives ids to calls of tools that have none, since most dialects pair calls with their results by id, and only some by name: every
 * writer takes what it writes from here. What has an id keeps it.
 *
 * <p>In a request ids follow from the place: the same conversation has the same ones each time, and does not change them as it
 * grows, so that a provider finds again what it has cached. A result without an id answers the first open call of its name, or
 * the first of all if it has no name either. In a reply ids are random: the client sends them back, beside those of other
 * replies.
 */
public final class ToolIds {

    private final Set<String> given = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, Deque<String>> openByName = new HashMap<>();
    private int made;

    private ToolIds() {}

    /**
     * Fills the ids of a conversation in.
     *
     * @param request whose calls and results may lack ids
     * @return the same if none does
     */
    public static ChatRequest in(ChatRequest request) {
        if (parts(request).noneMatch(part -> isBare(part) || isBareResult(part))) {
            return request;
        }
        ToolIds ids = new ToolIds();
        parts(request).forEach(ids::note);
        return request.withTurns(ids.turns(request.turns()));
    }

    /**
     * Fills the ids of a reply in.
     *
     * @param reply whose calls may lack ids
     * @return the same if none does
     */
    public static ChatReply in(ChatReply reply) {
        if (reply.choices().stream().flatMap(choice -> choice.parts().stream()).noneMatch(ToolIds::isBare)) {
            return reply;
        }
        List<ChatReply.Choice> choices = reply.choices().stream()
                .map(choice -> new ChatReply.Choice(
                        choice.parts().stream().map(ToolIds::withFresh).toList(), choice.finish(), choice.logprobs()))
                .toList();
        return new ChatReply(reply.id(), reply.model(), reply.created(), reply.serviceTier(), choices, reply.usage());
    }

    /**
     * Fills the ids of a stream in.
     *
     * @param writer that wants an id of each call
     * @return a writer to which calls may come without
     */
    public static ChatWriter in(ChatWriter writer) {
        return new ChatWriter() {
            @Override
            public void write(ChatEvent event, Consumer<Event> out) {
                boolean isBare =
                        event instanceof ChatEvent.ToolStart start && start.id().isEmpty();
                writer.write(isBare ? withFresh((ChatEvent.ToolStart) event) : event, out);
            }

            @Override
            public void end(Consumer<Event> out) {
                writer.end(out);
            }
        };
    }

    private static ChatEvent.ToolStart withFresh(ChatEvent.ToolStart start) {
        return new ChatEvent.ToolStart(start.choice(), start.part(), fresh(), start.name());
    }

    private static ChatPart withFresh(ChatPart part) {
        return part instanceof ChatPart.ToolCall call && call.id().isEmpty() ? with(fresh(), call) : part;
    }

    private static ChatPart.ToolCall with(String id, ChatPart.ToolCall call) {
        return new ChatPart.ToolCall(id, call.name(), call.arguments(), call.signature());
    }

    /** OpenAI's API takes no more than 40 characters. */
    private static String fresh() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static boolean isBare(ChatPart part) {
        return part instanceof ChatPart.ToolCall call && call.id().isEmpty();
    }

    private static boolean isBareResult(ChatPart part) {
        return part instanceof ChatPart.ToolResult result && result.id().isEmpty();
    }

    private static Stream<ChatPart> parts(ChatRequest request) {
        return request.turns().stream().flatMap(turn -> turn.parts().stream());
    }

    private void note(ChatPart part) {
        if (part instanceof ChatPart.ToolCall call) {
            given.add(call.id());
        } else if (part instanceof ChatPart.ToolResult result) {
            given.add(result.id());
            answered.add(result.id());
        }
    }

    private List<Turn> turns(List<Turn> turns) {
        List<Turn> filled = new ArrayList<>();
        Role before = Role.USER;
        for (Turn turn : turns) {
            if (turn.role() == Role.ASSISTANT && before != Role.ASSISTANT) {
                open.clear(); // What the model called before and nobody answered.
                openByName.clear();
            }
            before = turn.role();
            filled.add(new Turn(
                    turn.role(), turn.parts().stream().map(this::filled).toList()));
        }
        return filled;
    }

    private ChatPart filled(ChatPart part) {
        return switch (part) {
            case ChatPart.ToolCall call -> called(call);
            case ChatPart.ToolResult result
            when result.id().isEmpty() ->
                new ChatPart.ToolResult(answers(result.name()), result.name(), result.content(), result.failed());
            default -> part;
        };
    }

    private ChatPart called(ChatPart.ToolCall call) {
        ChatPart.ToolCall known = call.id().isEmpty() ? with(next(), call) : call;
        if (!answered.contains(known.id())) {
            open.add(known.id());
            openByName.computeIfAbsent(known.name(), name -> new ArrayDeque<>()).add(known.id());
        }
        return known;
    }

    private String answers(String name) {
        Iterator<String> candidates = name.isEmpty()
                ? open.iterator()
                : openByName.getOrDefault(name, new ArrayDeque<>()).iterator();
        while (candidates.hasNext()) {
            String id = candidates.next();
            candidates.remove();
            if (name.isEmpty() || open.remove(id)) {
                return id;
            }
        }
        return next();
    }

    private String next() {
        String id = "call_" + made++;
        while (given.contains(id)) {
            id = "call_" + made++;
        }
        return id;
    }
}
