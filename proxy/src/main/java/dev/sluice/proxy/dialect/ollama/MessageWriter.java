package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes one turn: thinking, words, images and calls of a message each have one place, so their order is lost. */
final class MessageWriter {
    private final ChatRequest request;
    private final Losses losses;

    MessageWriter(ChatRequest request, Losses losses) {
        this.request = request;
        this.losses = losses;
    }

    void write(Turn turn, String path, Consumer<Obj> out) {
        if (turn.role() == Role.TOOL) {
            for (ChatPart part : turn.parts()) {
                if (part instanceof ChatPart.ToolResult result) {
                    out.accept(result(result, path));
                }
            }
            return;
        }
        Pieces pieces = new Pieces(path);
        turn.parts().forEach(pieces::add);
        out.accept(pieces.message(role(turn.role())));
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case ASSISTANT -> "assistant";
            case USER, TOOL -> "user";
        };
    }

    private Obj result(ChatPart.ToolResult result, String path) {
        Pieces pieces = new Pieces(path);
        result.content().forEach(pieces::add);
        if (result.failed()) {
            losses.mapped(path, "is said as any result, since Ollama has no word for a tool that failed");
        }
        String name = result.name().isEmpty() ? request.toolCalled(result.id()) : result.name();
        Obj.Builder message = Json.object();
        for (var member : pieces.message("tool")) {
            message.put(member.name(), member.value());
        }
        message.putIfPresent("tool_name", name.isEmpty() ? null : name);
        return message.putIfPresent("tool_call_id", result.id().isEmpty() ? null : result.id())
                .build();
    }

    static Obj call(ChatPart.ToolCall call, Losses losses, String path) {
        Obj arguments = call.arguments().isEmpty() ? Json.object().build() : Documents.object(call.arguments());
        if (arguments == null) {
            losses.add(path + ".arguments", "is no JSON object, which is all that Ollama takes, and was left out");
        }
        if (call.signature() != null) {
            losses.add(path + ".signature", "has no word in Ollama and was left out");
        }
        Obj function = Json.object(
                "name",
                call.name(),
                "arguments",
                arguments == null ? Json.object().build() : arguments);
        Obj written = Json.object("function", function);
        return call.id().isEmpty() ? written : Json.object("id", call.id(), "function", function);
    }

    /** The pieces of one message, by kind. */
    private final class Pieces {
        private final String path;
        private final List<String> texts = new ArrayList<>();
        private final List<String> images = new ArrayList<>();
        private final List<String> thoughts = new ArrayList<>();
        private final List<Obj> calls = new ArrayList<>();
        private int last;

        Pieces(String path) {
            this.path = path;
        }

        void add(ChatPart part) {
            switch (part) {
                case ChatPart.Text text -> {
                    place(1, text.citations().isEmpty() ? "" : "its citations were left out");
                    texts.add(text.text());
                }
                case ChatPart.Refusal refusal -> {
                    losses.mapped(path, "a refusal is said as plain words");
                    place(1, "");
                    texts.add(refusal.text());
                }
                case ChatPart.Reasoning thought -> {
                    place(0, thought.signature() == null ? "" : "the signature of thinking was left out");
                    thoughts.add(thought.text());
                }
                case ChatPart.Media media -> media(media);
                case ChatPart.ToolCall call -> {
                    place(3, "");
                    calls.add(call(call, losses, path));
                }
                case ChatPart.ToolResult result -> place(last, "a result outside of a tool's turn was left out");
                case ChatPart.RedactedReasoning redacted -> place(last, "encrypted thinking was left out");
                case ChatPart.CachePoint point -> losses.mapped(path, "what may be cached is the server's to decide");
            }
        }

        /** Notes what is lost with a part, its place among them. */
        private void place(int kind, String loss) {
            if (!loss.isEmpty()) {
                losses.add(path, loss);
            } else if (kind < last) {
                losses.mapped(path, "has its parts in another order, since each kind has one place");
            }
            last = Math.max(last, kind);
        }

        private void media(ChatPart.Media media) {
            if (media.kind() == Kind.IMAGE && media.source() instanceof MediaSource.Base64 data) {
                boolean more = media.mediaType() != null || media.name() != null || media.detail() != null;
                if (more) {
                    losses.mapped(path, "an image's type, name and detail were left out");
                }
                place(2, "");
                images.add(data.data());
            } else {
                place(last, "media other than images in Base64 were left out");
            }
        }

        Obj message(String role) {
            if (texts.size() > 1 || thoughts.size() > 1) {
                losses.mapped(path, "its texts became one");
            }
            Obj.Builder message = Json.object().put("role", role);
            message.put("content", String.join("\n", texts));
            message.putIfPresent(Form.THINKING, thoughts.isEmpty() ? null : String.join("\n", thoughts));
            message.putIfPresent("images", images.isEmpty() ? null : images);
            return message.putIfPresent(Form.CALLS, calls.isEmpty() ? null : calls)
                    .build();
        }
    }
}
