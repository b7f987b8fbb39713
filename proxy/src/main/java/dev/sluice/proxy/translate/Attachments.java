package dev.sluice.proxy.translate;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Inputs;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out media that only another provider can read: what was uploaded to it, and addresses of its own storage.
 *
 * @param sides in whose words the request was written, and who is asked
 * @param body the request as the client has written it
 */
record Attachments(Sides sides, Obj body) {

    /**
     * What the provider can read of a request.
     *
     * @throws dev.sluice.api.CallError if nothing remains of a turn; names the field
     */
    ChatRequest given(ChatRequest request, Losses losses) {
        if (sides.client().dialect().name().equals(sides.provider().dialect().name())) {
            return request;
        }
        return request.withTurns(
                request.turns().stream().map(turn -> given(turn, losses)).toList());
    }

    private Turn given(Turn turn, Losses losses) {
        List<ChatPart> parts = parts(turn.parts(), losses);
        if (parts.isEmpty() && !turn.parts().isEmpty()) {
            String field = turn.parts().stream()
                    .map(part -> part instanceof ChatPart.Media media ? elsewhere(media.source()) : null)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            throw Inputs.refused(
                    field, "something that the provider of this model can read, which is another than has it");
        }
        return new Turn(turn.role(), parts);
    }

    private List<ChatPart> parts(List<ChatPart> parts, Losses losses) {
        return parts.stream().flatMap(part -> part(part, losses)).toList();
    }

    private Stream<ChatPart> part(ChatPart part, Losses losses) {
        return switch (part) {
            case ChatPart.Media media -> {
                String field = elsewhere(media.source());
                if (field != null) {
                    losses.add(field, "is where another provider has it, which this one cannot read, and was left out");
                }
                yield field == null ? Stream.of(media) : Stream.empty();
            }
            case ChatPart.ToolResult it ->
                Stream.of(new ChatPart.ToolResult(it.id(), it.name(), parts(it.content(), losses), it.failed()));
            default -> Stream.of(part);
        };
    }

    /** The field that says where a medium lies that this provider cannot read; null if it can. */
    private @Nullable String elsewhere(MediaSource source) {
        return switch (source) {
            case MediaSource.FileId file -> new Whereabouts(body).of(file.id(), name -> true, "file_id");
            case MediaSource.Url url
            when isElsewhere(url.url()) -> new Whereabouts(body).of(url.url(), name -> true, "url");
            default -> null;
        };
    }

    private boolean isElsewhere(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return !isIn(sides.provider(), lower) && (isIn(sides.client(), lower) || isOfAStorage(lower));
    }

    /** Whatever begins with another scheme than the web's. */
    private static boolean isOfAStorage(String url) {
        int end = url.indexOf("://");
        return end > 0 && url.indexOf(':') == end && !url.startsWith("http://") && !url.startsWith("https://");
    }

    private static boolean isIn(Side side, String url) {
        return side.codec().ownAddresses().stream().anyMatch(url::startsWith);
    }
}
