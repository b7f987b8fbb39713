package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.Provider;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/** One chat, said in the provider's dialect. */
final class ChatTranslation implements Translation {

    private final Provider provider;
    private final Call sent;
    private final ChatReplies replies;

    private ChatTranslation(Provider provider, Call sent, ChatReplies replies) {
        this.provider = provider;
        this.sent = sent;
        this.replies = replies;
    }

    /** The first of the ways that takes the request is gone; where none does, the provider shall say so. */
    static ChatTranslation of(Provider provider, Call call, Target target, List<Sides> ways, Policies policies) {
        Sides usual = ways.getFirst();
        Obj body = Objects.requireNonNull(call.json());
        Losses losses = new Losses();
        ChatRequest asked = asked(usual, body, losses);
        String model = target.model().isEmpty() ? asked.model() : target.model();
        ChatRequest request = asked.to(model, call.streamed());
        Sides sides = ways.stream()
                .filter(way -> way.provider().codec().takes(request))
                .findFirst()
                .orElse(usual);
        Obj written = provider.adapted(sides.provider().codec().writeRequest(request, losses), losses);
        policies.settle(call, target, losses);
        String uri = sides.provider().codec().path(request);
        Call sent = sides.sent(call, uri, written);
        Asked said = new Asked(call.model().isEmpty() ? asked.model() : call.model(), body);
        return new ChatTranslation(provider, sent, new ChatReplies(call, target, sides, said));
    }

    /** What is asked, without what this provider could not take from another. */
    private static ChatRequest asked(Sides sides, Obj body, Losses losses) {
        ChatRequest read = sides.client().codec().readRequest(body, losses);
        Orphans.refuse(read, body);
        ChatRequest reachable = new Attachments(sides, body).given(read, losses);
        return Signatures.of(sides.provider().dialect(), sides.client().dialect())
                .given(reachable, body, losses);
    }

    @Override
    public Future<Reply> send() {
        return provider.send(sent).map(replies::translate);
    }
}
