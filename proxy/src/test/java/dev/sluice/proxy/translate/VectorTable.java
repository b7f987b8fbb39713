package dev.sluice.proxy.translate;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.EmbeddingRequest.Purpose;
import dev.sluice.api.retrieval.WholeCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what becomes of what is asked of models that make vectors, as {@link TranslationTable} does for chats. */
final class VectorTable {

    private static final String INTRO = """
            ## Vectors

            What a client says of its texts, by the dialect of the provider. The texts themselves arrive always, each with its own vector, or
            the request is refused with 400: lists of tokens and images can be read by none but their own API. Vectors come back digit for
            digit; a client that wants them packed (`base64`) has them packed here. A document order (`/v2/rerank`, `/v1/rerank`) has no
            more than its query, its documents and how many are wanted, which all arrive.

            """;

    private VectorTable() {}

    static String of(List<Dialect> dialects) {
        Map<String, WholeCodec<EmbeddingRequest, EmbeddingReply>> codecs = new LinkedHashMap<>();
        dialects.forEach(dialect -> codec(dialect).ifPresent(codec -> codecs.put(dialect.name(), codec)));
        StringBuilder page = new StringBuilder(INTRO);
        page.append("| | ").append(String.join(" | ", codecs.keySet())).append(" |\n|---|");
        page.append("---|".repeat(codecs.size())).append('\n');
        samples()
                .forEach((name, sample) -> page.append("| ")
                        .append(name)
                        .append(" | ")
                        .append(codecs.values().stream()
                                .map(codec -> fate(codec, sample))
                                .collect(Collectors.joining(" | ")))
                        .append(" |\n"));
        return page.toString();
    }

    private static Optional<WholeCodec<EmbeddingRequest, EmbeddingReply>> codec(Dialect dialect) {
        return dialect.endpoints().stream()
                .map(endpoint -> endpoint.replyLens())
                .filter(Objects::nonNull)
                .map(ReplyLens::embeddings)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Map<String, EmbeddingRequest> samples() {
        Map<String, EmbeddingRequest> samples = new LinkedHashMap<>();
        samples.put("texts", asked(null, null, null));
        samples.put("a number of dimensions", asked(256, null, null));
        for (Purpose purpose : Purpose.values()) {
            samples.put("purpose: " + purpose.name().toLowerCase(java.util.Locale.ROOT), asked(null, purpose, null));
        }
        samples.put("a user", asked(null, null, "user-1"));
        return samples;
    }

    private static EmbeddingRequest asked(
            @Nullable Integer dimensions, @Nullable Purpose purpose, @Nullable String user) {
        return new EmbeddingRequest("m", List.of("a text"), dimensions, purpose, user);
    }

    private static String fate(WholeCodec<EmbeddingRequest, EmbeddingReply> codec, EmbeddingRequest sample) {
        Losses losses = new Losses();
        codec.writeRequest(sample, losses);
        return losses.isEmpty()
                ? "kept"
                : losses.all().stream()
                        .map(loss -> TranslationTable.word(loss) + ". " + loss)
                        .collect(Collectors.joining("; "));
    }
}
