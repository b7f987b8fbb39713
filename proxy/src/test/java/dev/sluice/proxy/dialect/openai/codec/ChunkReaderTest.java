package dev.sluice.proxy.dialect.openai.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {

    private final Losses losses = new Losses();
    private final ChunkReader reader = new ChunkReader(losses);
    private final List<ChatEvent> told = new ArrayList<>();

    @Test
    void wordsInTheMidstOfArgumentsComeAfterThem() {
        delta("""
                {"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\\"a\\":"}}]}""");
        delta("""
                {"content":"A word "}""");
        delta("""
                {"content":"between.","tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""");

        chunk("""
                {"index":0,"delta":{},"finish_reason":"tool_calls"}""");

        assertThat(told)
                .containsSubsequence(
                        new ChatEvent.ToolStart(0, 0, "c", "f"),
                        new ChatEvent.ToolArguments(0, 0, "{\"a\":"),
                        new ChatEvent.ToolArguments(0, 0, "1}"),
                        new ChatEvent.PartEnd(0, 0),
                        new ChatEvent.Text(0, 1, "A word "),
                        new ChatEvent.Text(0, 1, "between."),
                        new ChatEvent.PartEnd(0, 1));
        assertThat(losses.all()).isEmpty();
    }

    @Test
    void wordsInTheMidstOfArgumentsThatAreCutAreTold() {
        delta("""
                {"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\\"a\\":"}}]}""");
        delta("""
                {"content":"A word."}""");

        reader.end(false, told::add);

        assertThat(told)
                .containsSubsequence(
                        new ChatEvent.ToolArguments(0, 0, "{\"a\":"),
                        new ChatEvent.PartEnd(0, 0),
                        new ChatEvent.Text(0, 1, "A word."),
                        new ChatEvent.PartEnd(0, 1));
    }

    @Test
    void wordsAfterWholeArgumentsAreToldAtOnce() {
        delta("""
                {"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}""");

        delta("""
                {"content":"A word."}""");

        assertThat(told).endsWith(new ChatEvent.PartEnd(0, 0), new ChatEvent.Text(0, 1, "A word."));
    }

    @Test
    void aStreamThatIsDoneHasEndedThoughNobodySaysWhy() {
        delta("""
                {"content":"A word."}""");

        done();

        assertThat(told).endsWith(new ChatEvent.PartEnd(0, 0), new ChatEvent.Ended(0, Finish.of(Finish.Reason.STOP)));
        assertThat(losses.all()).extracting(Losses.Loss::field).containsExactly("choices[0].finish_reason");
    }

    @Test
    void aStreamOfCallsThatIsDoneWaitsForTheirResults() {
        delta("""
                {"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}""");

        done();

        assertThat(told).endsWith(new ChatEvent.Ended(0, Finish.of(Finish.Reason.TOOL_CALLS)));
    }

    @Test
    void aStreamThatIsDoneAndSaidNothingHasNoAnswer() {
        delta("""
                {"role":"assistant"}""");

        done();

        assertThat(told).noneMatch(ChatEvent.Ended.class::isInstance);
    }

    @Test
    void anAnswerEndsOnce() {
        chunk("""
                {"index":0,"delta":{"content":"A word."},"finish_reason":"length"}""");

        done();

        assertThat(told)
                .filteredOn(ChatEvent.Ended.class::isInstance)
                .containsExactly(new ChatEvent.Ended(0, Finish.of(Finish.Reason.LENGTH)));
    }

    private void done() {
        reader.read(Event.of(null, "[DONE]"), told::add);
    }

    private void delta(String delta) {
        chunk("{\"index\":0,\"delta\":" + delta + "}");
    }

    private void chunk(String choice) {
        reader.read(Event.of(null, "{\"id\":\"1\",\"choices\":[" + choice + "]}"), told::add);
    }
}
