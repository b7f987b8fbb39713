package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.proxy.dialect.openai.codec.ChatCompletionsCodec;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reply that a filter has ended looks like one that OpenAI's content filter has ended. */
class CutRepliesTest {

    private static final ReplyLens CHAT = new ChoiceReply(ChatTexts::map, new ChatCompletionsCodec());
    private static final ReplyLens RESPONSES = new ResponsesReply();

    @Test
    void aStreamOfChatEndsAsFiltered() {
        List<String> events = cut(
                CHAT,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]");

        assertThat(events)
                .containsExactly(
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}",
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}]}",
                        "[DONE]");
    }

    @Test
    void aStreamOfResponsesEndsAsIncomplete() {
        List<String> events = cut(
                RESPONSES,
                "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"output\":[]},\"sequence_number\":0}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"ab\",\"sequence_number\":1}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"c\",\"sequence_number\":2}");

        assertThat(events)
                .hasSize(3)
                .last()
                .asString()
                .contains("response.incomplete", "\"status\":\"incomplete\"", "content_filter", "\"id\":\"r\"");
        assertThat(events.get(1)).contains("\"delta\":\"a\"");
    }

    @Test
    void wholeRepliesSayTheSame() {
        Obj chat = Json.object("choices", Json.array(Json.object("finish_reason", "stop")));

        assertThat(CHAT.cut(chat)).hasToString("{\"choices\":[{\"finish_reason\":\"content_filter\"}]}");
        assertThat(RESPONSES.cut(Json.object("status", "completed")))
                .hasToString("{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}}");
    }

    private static List<String> cut(ReplyLens lens, String... datas) {
        List<Event> in =
                List.of(datas).stream().map(data -> Event.of(null, data)).toList();
        ChannelTexts texts = new ChannelTexts(channel -> new FirstLetter());
        List<Frames> out = Sources.collect(Sources.mapTexts(Sources.of(List.of(Frames.of(in))), lens.events(), texts))
                .result();
        Buffer all = Buffer.buffer();
        out.forEach(frames -> all.appendBuffer(frames.raw()));
        return Streams.events(all).stream().map(Event::text).toList();
    }

    private static final class FirstLetter implements TextTransformer {
        @Override
        public String next(String piece) {
            return piece.substring(0, 1);
        }

        @Override
        public boolean endsReply() {
            return true;
        }
    }
}
