package dev.sluice.proxy.translate;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.PathMatch;
import dev.sluice.proxy.translate.Translations.Sides;
import dev.sluice.proxy.upstream.Provider;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Objects;

/** One chat, said in the provider's dialect. */
final class ChatTranslation implements Translation {

    /** Fields that mean the same to every provider; all others are of the client's dialect, or of its connection. */
    private static final List<String> COMMON = List.of(
            "user-agent",
            "traceparent",
            "tracestate",
            "baggage",
            "x-request-id",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-real-ip");

    private final Provider provider;
    private final Call sent;
    private final ChatReplies replies;

    private ChatTranslation(Provider provider, Call sent, ChatReplies replies) {
        this.provider = provider;
        this.sent = sent;
        this.replies = replies;
    }

    static ChatTranslation of(Provider provider, Call call, Target target, Sides sides, Policies policies) {
        Obj body = Objects.requireNonNull(call.json());
        Losses losses = new Losses();
        ChatRequest asked = Signatures.of(
                        sides.provider().dialect(), sides.client().dialect())
                .given(sides.client().codec().readRequest(body, losses), losses);
        String model = target.model().isEmpty() ? asked.model() : target.model();
        ChatRequest request = asked.to(model, call.streamed());
        Obj written = provider.adapted(sides.provider().codec().writeRequest(request, losses), losses);
        policies.settle(call, target, losses);
        String uri = sides.provider().codec().path(request);
        Call sent = call.toBuilder()
                .endpoint(sides.provider().dialect(), endpoint(sides, uri))
                .request(HttpMethod.POST, uri)
                .headers(headers(call.headers()))
                .body(Body.of(written))
                .build();
        Asked said = new Asked(call.model().isEmpty() ? asked.model() : call.model(), body);
        return new ChatTranslation(provider, sent, new ChatReplies(call, target, sides, said, losses));
    }

    @Override
    public Future<Reply> send() {
        return provider.send(sent).map(replies::translate);
    }

    private static Endpoint endpoint(Sides sides, String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        return switch (sides.paths().match(HttpMethod.POST, path)) {
            case PathMatch.Found found -> found.endpoint();
            case PathMatch.PassThrough through -> throw nowhere(uri);
            case PathMatch.WrongMethod wrong -> throw nowhere(uri);
            case PathMatch.Unknown unknown -> throw nowhere(uri);
        };
    }

    private static IllegalStateException nowhere(String uri) {
        return new IllegalStateException("Expected a codec's path to be an endpoint of its dialect but found " + uri);
    }

    private static Headers headers(Headers from) {
        Headers to = Headers.of("content-type", "application/json");
        for (String field : COMMON) {
            String value = from.get(field);
            to = value == null ? to : to.with(field, value);
        }
        return to;
    }
}
