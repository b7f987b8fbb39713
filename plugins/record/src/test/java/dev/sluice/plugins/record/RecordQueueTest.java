package dev.sluice.plugins.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.record.RecordConfig.Overflow;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.Script;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordQueueTest {

    @TempDir
    Path folder;

    @Test
    void dropsAndCountsWhatFindsNoRoom() {
        Recorder recorder = new Recorder(folder, Configs.with(queue(2, Overflow.DROP)));

        endAtOnce(recorder, 5);

        assertThat(recorder.records()).hasSize(2);
        assertThat(recorder.context.meters().count("records_dropped")).isEqualTo(3);
        assertThat(recorder.context.meters().count("records_written")).isEqualTo(2);
    }

    @Test
    void waitsAMomentForOthersToWriteThemTogether() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("hello");
        recorder.send(call, Script.says("bye"));
        call.scope().end(null);

        recorder.time.run();

        assertThat(recorder.files()).isEmpty();
        recorder.settle();
        assertThat(recorder.records()).hasSize(1);
    }

    @Test
    void doesNotWaitWhileTheQueueFills() {
        Recorder recorder = new Recorder(folder, Configs.with(queue(4, Overflow.DROP)));
        List<Call> all = Stream.of("one", "two").map(FakeCalls.chat()::whole).toList();
        all.forEach(call -> recorder.send(call, Script.says("fine")));
        all.forEach(call -> call.scope().end(null));

        recorder.time.run();

        assertThat(recorder.records()).hasSize(2);
    }

    @Test
    void refusesCallsWhenEveryCallHasToBeRecorded() {
        Recorder recorder = new Recorder(folder, Configs.with(queue(1, Overflow.FAIL)));
        Call waiting = FakeCalls.chat().whole("one");
        recorder.send(waiting, Script.says("fine"));
        waiting.scope().end(null); // The writer's turn has not come.

        Future<Reply> refused = recorder.begin(FakeCalls.chat().whole("two"), Script.says("fine"));

        assertThat(refused.cause()).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.status()).isEqualTo(503);
            assertThat(error.code()).isEqualTo("record_queue_full");
        });
    }

    @Test
    void triesAgainWhenTheDiskIsBack() throws IOException {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Files.delete(folder);
        recorder.run(FakeCalls.chat().whole("hello"), Script.says("bye"));
        Files.createDirectory(folder);

        recorder.time.advance(Duration.ofSeconds(2));

        assertThat(recorder.records()).hasSize(1);
        assertThat(recorder.context.meters().gauged("queue_records")).isZero();
        assertThat(recorder.context.meters().gauged("queue_bytes")).isZero();
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Call call = FakeCalls.chat().whole("hello");
        recorder.send(call, Script.says("bye"));
        call.scope().end(null);

        Future<Void> closed = recorder.context.close();

        recorder.time.run();
        assertThat(closed.succeeded()).isTrue();
        assertThat(recorder.records()).hasSize(1);
    }

    @Test
    void countsWhatCannotBeWrittenAnyMore() throws IOException {
        Recorder recorder = new Recorder(folder, Configs.DEFAULT);
        Files.delete(folder);
        recorder.run(FakeCalls.chat().whole("hello"), Script.says("bye"));

        recorder.context.close();

        recorder.time.run();
        assertThat(recorder.context.meters().count("records_dropped")).isEqualTo(1);
    }

    private static void endAtOnce(Recorder recorder, int calls) {
        List<Call> all = IntStream.range(0, calls)
                .mapToObj(i -> FakeCalls.chat().whole("call " + i))
                .toList();
        all.forEach(call -> recorder.send(call, Script.says("fine")));
        all.forEach(call -> call.scope().end(null));
        recorder.settle();
    }

    private static RecordConfig.Queue queue(int records, Overflow overflow) {
        return new RecordConfig.Queue(records, DataSize.parse("1MiB"), overflow);
    }
}
