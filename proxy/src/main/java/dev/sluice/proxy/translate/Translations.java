package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Operation;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.TokenCount;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.model.Models;
import dev.sluice.api.retrieval.EmbeddingReply;
import dev.sluice.api.retrieval.EmbeddingRequest;
import dev.sluice.api.retrieval.RerankReply;
import dev.sluice.api.retrieval.RerankRequest;
import dev.sluice.api.retrieval.WholeCodec;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.dialect.PathTable;
import dev.sluice.proxy.upstream.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds how a call is said to a provider that does not take it as it is. Shared by all event loops. */
public final class Translations {

    private static final Kind<EmbeddingRequest, EmbeddingReply> EMBEDDINGS =
            new Kind<>(ReplyLens::embeddings, EmbeddingReply::usage);
    private static final Kind<RerankRequest, RerankReply> RERANKS = new Kind<>(ReplyLens::reranks, RerankReply::usage);
    private static final Kind<ChatRequest, TokenCount> COUNTS = new Kind<>(ReplyLens::counts, count -> null);

    private final Dialects dialects;
    private final Policies policies;
    private final Models models;
    private final Map<String, PathTable> paths = new HashMap<>();

    /** What can be asked for whole: where its codec is found, and what an answer tells of its tokens. */
    private record Kind<Q, R>(
            Function<ReplyLens, @Nullable WholeCodec<Q, R>> codec, Function<R, @Nullable Usage> usage) {}

    /**
     * Prepares for one generation.
     *
     * @param dialects those that providers may speak
     * @param policies what becomes of losses
     * @param models count tokens where a provider does not
     */
    public Translations(Dialects dialects, Policies policies, Models models) {
        this.dialects = dialects;
        this.policies = policies;
        this.models = models;
        dialects.all().forEach(dialect -> paths.put(dialect.name(), PathTable.of(List.of(dialect))));
    }

    /**
     * Whether a provider takes a call as it is.
     *
     * @param provider the provider
     * @param call the call
     * @return false if it has to be translated
     */
    public static boolean isNative(Provider provider, Call call) {
        return provider.speaks(call.dialect()) && provider.has(call.endpoint());
    }

    /**
     * A call that its provider takes as it is. Its reply passes as it comes, unless a page comes in the place of a document.
     *
     * @param provider takes it
     * @param call with a target of the provider
     * @return ready to be sent
     */
    public static Translation asItIs(Provider provider, Call call) {
        return () -> provider.send(call).map(reply -> Pages.refused(provider.name(), call, reply));
    }

    /**
     * Translates a request.
     *
     * @param provider does not take it as it is
     * @param call with a target of the provider
     * @param target its target
     * @return ready to be sent
     * @throws CallError if it cannot be said to the provider; names the field if it is one
     */
    public Translation of(Provider provider, Call call, Target target) {
        ReplyLens asked = call.endpoint().replyLens();
        if (asked == null || call.json() == null) {
            throw cannot(provider, call);
        }
        if (asked.embeddings() != null) {
            return whole(provider, call, target, asked.embeddings(), EMBEDDINGS);
        }
        if (asked.reranks() != null) {
            return whole(provider, call, target, asked.reranks(), RERANKS);
        }
        if (asked.counts() != null) {
            return counted(provider, call, target, asked.counts());
        }
        return chat(provider, call, target);
    }

    private Translation chat(Provider provider, Call call, Target target) {
        Side client = Side.of(call.dialect(), call.endpoint());
        if (client == null) {
            throw cannot(provider, call);
        }
        List<Sides> ways = spoken(provider)
                .flatMap(dialect -> chats(dialect)
                        .filter(provider::has)
                        .map(endpoint -> Side.of(dialect, endpoint))
                        .filter(Objects::nonNull)
                        .map(other -> new Sides(client, other, paths(dialect))))
                .toList();
        if (ways.isEmpty()) {
            throw cannot(provider, call);
        }
        return ChatTranslation.of(provider, call, target, ways, policies);
    }

    /** By the provider if it counts, else by us. */
    private Translation counted(
            Provider provider, Call call, Target target, WholeCodec<ChatRequest, TokenCount> codec) {
        Estimate estimate = new Estimate(models, call, target, codec);
        Translation counted = found(provider, call, target, codec, COUNTS);
        return counted == null ? estimate : () -> counted.send().transform(estimate::unlessCounted);
    }

    private <Q, R> Translation whole(
            Provider provider, Call call, Target target, WholeCodec<Q, R> codec, Kind<Q, R> kind) {
        Translation found = found(provider, call, target, codec, kind);
        if (found == null) {
            throw cannot(provider, call);
        }
        return found;
    }

    /**
     * To the first endpoint that the provider has whose replies mean the same kind of thing; null if it has none. Errors are as those
     * of chats are.
     */
    private <Q, R> @Nullable Translation found(
            Provider provider, Call call, Target target, WholeCodec<Q, R> codec, Kind<Q, R> kind) {
        Side client = Side.of(call.dialect());
        for (Dialect dialect : spoken(provider).toList()) {
            Side other = Side.of(dialect);
            for (Endpoint endpoint : dialect.endpoints()) {
                ReplyLens lens = endpoint.replyLens();
                WholeCodec<Q, R> spoken = lens == null ? null : kind.codec().apply(lens);
                if (spoken != null && client != null && other != null && provider.has(endpoint)) {
                    Sides sides = new Sides(client, other, paths(dialect));
                    var pair = new WholeTranslation.Pair<>(codec, spoken, kind.usage());
                    return WholeTranslation.of(provider, call, target, sides, pair, policies);
                }
            }
        }
        return null;
    }

    private PathTable paths(Dialect dialect) {
        return Objects.requireNonNull(paths.get(dialect.name()));
    }

    private Stream<Dialect> spoken(Provider provider) {
        return dialects.all().stream().filter(provider::speaks);
    }

    /** Where a dialect takes chats: its choice first, then whatever else it has. */
    private static Stream<Endpoint> chats(Dialect dialect) {
        return Stream.concat(
                Optional.ofNullable(dialect.chatEndpoint()).stream(),
                dialect.chatEndpoint() == null
                        ? Stream.empty()
                        : dialect.endpoints().stream().filter(endpoint -> endpoint.operation() == Operation.CHAT));
    }

    private static CallError cannot(Provider provider, Call call) {
        return CallError.of(
                Category.INVALID_REQUEST,
                "dialect_mismatch",
                "The provider '" + provider.name() + "' speaks another API than '"
                        + call.dialect().name() + "', and '" + call.endpoint().name()
                        + "' cannot be translated to it. Ask for a model of another provider.");
    }
}
