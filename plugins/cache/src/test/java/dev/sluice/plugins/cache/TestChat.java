package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.TestDialect;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The chat endpoint of the test dialect with a codec, so that its replies can be said in another form. */
final class TestChat {

    private static final ReplyLens PLAIN = Objects.requireNonNull(TestDialect.CHAT.replyLens());

    private static final Lens LENS = new Lens();

    static final Endpoint ENDPOINT = new Endpoint(
            TestDialect.CHAT.name(),
            TestDialect.CHAT.method(),
            TestDialect.CHAT.path(),
            TestDialect.CHAT.operation(),
            TestDialect.CHAT.payload(),
            TestDialect.CHAT.modelPlace(),
            TestDialect.CHAT.streaming(),
            TestDialect.CHAT.promptLens(),
            LENS);

    private TestChat() {}

    static Call call(String text, boolean streamed) {
        Call plain =
                streamed ? FakeCalls.chat().streamed(text) : FakeCalls.chat().whole(text);
        return Call.builder(plain.dialect(), ENDPOINT)
                .id(plain.id())
                .route(plain.route())
                .headers(plain.headers())
                .candidates(plain.candidates())
                .model(plain.model())
                .body(plain.body())
                .streamed(streamed)
                .build();
    }

    /** A call for a stream that tells its usage. */
    static Call withUsage(String text) {
        Call call = call(text, true);
        return call.withJson(LENS.askUsage(Objects.requireNonNull(call.json())));
    }

    private record Lens() implements ReplyLens {
        @Override
        public Obj askUsage(Obj request) {
            return request.at("/stream_options/include_usage") == Bool.TRUE
                    ? request
                    : request.with("stream_options", Json.object("include_usage", true));
        }

        @Override
        public boolean isUsageAlone(Event event) {
            return event.hasData() && event.text().contains("\"usage\"");
        }

        @Override
        public Obj mapTexts(Obj body, ChannelTexts texts) {
            return PLAIN.mapTexts(body, texts);
        }

        @Override
        public EventLens events() {
            return PLAIN.events();
        }

        @Override
        public Framing framing() {
            return PLAIN.framing();
        }

        @Override
        public Summary summary(Obj body) {
            return PLAIN.summary(body);
        }

        @Override
        public Summary summary(List<Event> events) {
            return PLAIN.summary(events);
        }

        @Override
        public ChatCodec chat() {
            return new Codec();
        }
    }

    /** Words and why they ended; nothing else. */
    private record Codec() implements ChatCodec {

        @Override
        public ChatRequest readRequest(Obj body, Losses losses) {
            losses.add("all of it", "is the test dialect's own");
            return ChatRequest.of("", List.of());
        }

        @Override
        public Obj writeRequest(ChatRequest request, Losses losses) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String path(ChatRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ChatReply readReply(Obj body, Losses losses) {
            Obj choice = (Obj) Objects.requireNonNull(body.at("/choices/0"));
            String text = Objects.requireNonNull(
                    Objects.requireNonNull(choice.object("message")).text("content"));
            Finish finish = choice.text("finish_reason") == null ? null : Finish.of(Finish.Reason.STOP);
            if (body.has("only_whole")) {
                losses.add("only_whole", "streams have no word for it");
            }
            return new ChatReply(
                    "",
                    "",
                    null,
                    null,
                    List.of(new ChatReply.Choice(List.of(new ChatPart.Text(text)), finish, List.of())),
                    Usage.of(3, 5));
        }

        @Override
        public Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
            ChatReply.Choice choice = reply.choices().getFirst();
            String text = ((ChatPart.Text) choice.parts().getFirst()).text();
            Obj message = Json.object("role", "assistant", "content", text);
            Obj whole = Json.object(
                    "choices", Json.array(Json.object("index", 0, "message", message, "finish_reason", "stop")));
            return reply.usage() == null ? whole : whole.with("usage", Json.of(8));
        }

        @Override
        public ChatReader reader(Losses losses) {
            return new Reader(losses);
        }

        @Override
        public ChatWriter writer(Asked asked, Losses losses) {
            return new Writer();
        }

        @Override
        public String streamType() {
            return "text/event-stream";
        }

        @Override
        public @Nullable ChatError readError(Obj body, int status) {
            return null;
        }

        @Override
        public @Nullable ChatError readError(Event event) {
            return null;
        }

        @Override
        public Obj writeError(ChatError error) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Reader implements ChatReader {
        private final Losses losses;
        private boolean begun;

        Reader(Losses losses) {
            this.losses = losses;
        }

        @Override
        public void read(Event event, Consumer<ChatEvent> out) {
            if (!begun) {
                begun = true;
                out.accept(new ChatEvent.Start("", "", null, null));
            }
            if (!event.hasData() || event.text().equals("[DONE]")) {
                return;
            }
            if (event.json() instanceof Obj chunk && chunk.has("only_here")) {
                losses.add("only_here", "other forms have no word for it");
                return;
            }
            if (event.json() instanceof Obj chunk && chunk.has("usage")) {
                out.accept(new ChatEvent.Used(Usage.of(3, 5)));
                return;
            }
            Obj choice = (Obj) Objects.requireNonNull(event.json().at("/choices/0"));
            String text = choice.object("delta") == null
                    ? null
                    : choice.object("delta").text("content");
            if (text != null) {
                out.accept(new ChatEvent.Text(0, 0, text));
            }
            if (choice.text("finish_reason") != null) {
                out.accept(new ChatEvent.PartEnd(0, 0));
                out.accept(new ChatEvent.Ended(0, Finish.of(Finish.Reason.STOP)));
            }
        }

        @Override
        public void end(boolean complete, Consumer<ChatEvent> out) {}
    }

    /** As the real one, it tells the usage to everybody. */
    private record Writer() implements ChatWriter {
        @Override
        public void write(ChatEvent event, Consumer<Event> out) {
            switch (event) {
                case ChatEvent.Text text -> out.accept(event(Json.object("content", text.piece()), null));
                case ChatEvent.Ended ended -> out.accept(event(Json.object(), "stop"));
                default -> {}
            }
        }

        @Override
        public void end(Consumer<Event> out) {
            out.accept(Event.of(null, Json.object("choices", Json.array(Json.object("index", 0)), "usage", 8)));
            out.accept(Event.of(null, "[DONE]"));
        }

        private static Event event(Object delta, @Nullable String finish) {
            Obj choice = Json.object("index", 0, "delta", delta instanceof Obj.Builder b ? b.build() : delta);
            return Event.of(
                    null,
                    Json.object("choices", Json.array(finish == null ? choice : choice.with("finish_reason", finish))));
        }
    }
}
