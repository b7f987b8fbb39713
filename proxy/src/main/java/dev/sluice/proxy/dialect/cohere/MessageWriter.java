package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages; documents of words stand beside them. */
final class MessageWriter {

    /** Arguments are JSON, be there any or not. */
    static final String NOTHING = "{}";

    private final ChatRequest request;
    private final Losses losses;
    private final List<Json> documents = new ArrayList<>();

    MessageWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
    }

    List<Json> documents() {
        return documents;
    }

    List<Json> write() {
        List<Json> messages = new ArrayList<>();
        int last = RequestReader.lastUser(request.turns());
        for (int i = 0; i < request.turns().size(); i++) {
            String path = ChatShape.MESSAGES + "[" + i + "]";
            Turn turn = request.turns().get(i);
            if (turn.role() == Role.TOOL) {
                turn.parts().forEach(part -> result(part, path, messages));
            } else {
                message(turn, path, i == last, messages);
            }
        }
        return messages;
    }

    private void message(Turn turn, String path, boolean lastUser, List<Json> out) {
        List<Obj> content = new ArrayList<>();
        List<Obj> calls = new ArrayList<>();
        boolean begun = false;
        for (ChatPart part : turn.parts()) {
            switch (part) {
                case ChatPart.ToolCall call -> calls.add(call(call, losses, path));
                case ChatPart.Media media
                when media.source() instanceof MediaSource.Plain text ->
                    document(media, text.text(), lastUser && !begun, path);
                default -> {
                    begun = true;
                    Obj written = part(part, path);
                    if (written != null) {
                        content.add(written);
                    }
                }
            }
        }
        if (!content.isEmpty() || !calls.isEmpty()) {
            out.add(message(role(turn.role()), content, calls));
        }
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case ASSISTANT -> "assistant";
            case USER, TOOL -> "user";
        };
    }

    /** Words of a turn that calls tools are what the model means to do with them. */
    private static Obj message(String role, List<Obj> content, List<Obj> calls) {
        Obj.Builder message = Json.object().put("role", role);
        boolean plans =
                !calls.isEmpty() && content.size() == 1 && content.getFirst().has("text");
        if (plans) {
            message.put(Messages.PLAN, content.getFirst().text("text"));
        } else if (content.size() == 1 && content.getFirst().has("text")) {
            message.put(Messages.CONTENT, content.getFirst().text("text"));
        } else if (!content.isEmpty()) {
            message.put(Messages.CONTENT, content);
        }
        return message.putIfPresent(Messages.CALLS, calls.isEmpty() ? null : calls)
                .build();
    }

    private @Nullable Obj part(ChatPart part, String path) {
        return switch (part) {
            case ChatPart.Text text -> {
                lose(!text.citations().isEmpty(), path, "has citations of an earlier answer, which were left out");
                yield words(text.text());
            }
            case ChatPart.Refusal refusal -> {
                losses.mapped(path, "is a refusal and is said as plain words");
                yield words(refusal.text());
            }
            case ChatPart.Reasoning thought -> {
                lose(thought.signature() != null, path, "has a signature, which Cohere's API has no word for");
                yield thought.text().isEmpty() ? null : Json.object("type", "thinking", "thinking", thought.text());
            }
            case ChatPart.Media media -> image(media, path);
            default -> {
                lose(true, path, "has a part that Cohere's API has no word for, which was left out");
                yield null;
            }
        };
    }

    private static Obj words(String text) {
        return Json.object("type", "text", "text", text);
    }

    private @Nullable Obj image(ChatPart.Media media, String path) {
        String url = switch (media.source()) {
            case MediaSource.Base64 data -> "data:" + MediaTypes.of(media, data.data()) + ";base64," + data.data();
            case MediaSource.Url link -> link.url();
            case MediaSource.FileId file -> null;
            case MediaSource.Plain text -> null;
        };
        if (media.kind() != Kind.IMAGE || url == null) {
            lose(true, path, "has media that Cohere's API does not take, which were left out");
            return null;
        }
        boolean typed = media.mediaType() == null && media.source() instanceof MediaSource.Base64;
        map(typed || media.name() != null, path, "has an image whose type or name is said otherwise");
        Obj image = Json.object("url", url);
        Obj detailed = media.detail() == null ? image : image.with("detail", media.detail());
        return Json.object("type", "image_url", "image_url", detailed);
    }

    private void document(ChatPart.Media media, String text, boolean inPlace, String path) {
        Obj data = Json.object("data", Json.object("text", text));
        documents.add(media.name() == null ? data : data.with("id", media.name()));
        boolean plain = "text/plain".equals(media.mediaType());
        map(!inPlace || !plain, path, "has a document that now stands beside the conversation, as text");
    }

    private void result(ChatPart part, String path, List<Json> out) {
        if (!(part instanceof ChatPart.ToolResult result)) {
            return;
        }
        List<Obj> content = new ArrayList<>();
        for (ChatPart said : result.content()) {
            boolean text = said instanceof ChatPart.Text;
            lose(!text, path, "has a result that is no text, which was left out");
            if (said instanceof ChatPart.Text words) {
                content.add(words(words.text()));
            }
        }
        map(result.failed(), path, "is said as any result, since Cohere's API has no word for a tool that failed");
        Json written =
                content.size() == 1 ? Json.of(String.valueOf(content.getFirst().text("text"))) : Json.from(content);
        out.add(Json.object("role", "tool", "tool_call_id", result.id(), Messages.CONTENT, written));
    }

    static Obj call(ChatPart.ToolCall call, Losses losses, String path) {
        if (call.signature() != null) {
            losses.add(path + ".signature", "has no word in Cohere's API and was left out");
        }
        String arguments = call.arguments().isEmpty() ? NOTHING : call.arguments();
        Obj function = Json.object("name", call.name(), "arguments", arguments);
        return Json.object("id", call.id(), "type", "function", "function", function);
    }

    private void map(boolean mapped, String path, String reason) {
        if (mapped) {
            losses.mapped(path, reason);
        }
    }

    private void lose(boolean lost, String path, String reason) {
        if (lost) {
            losses.add(path, reason);
        }
    }
}
