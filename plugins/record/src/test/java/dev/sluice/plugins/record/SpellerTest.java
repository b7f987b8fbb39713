package dev.sluice.plugins.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.plugins.record.RecordConfig.Content;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellerTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void spellsWhatIsSmallAtOnce() {
        Waiting waiting =
                new Speller(Configs.DEFAULT).spell(entry(FakeCalls.chat().whole("hello"), Configs.DEFAULT));

        assertThat(line(waiting)).contains("\"hello\"").endsWith("}\n");
        assertThat(waiting).isInstanceOf(Waiting.Spelled.class);
    }

    @Test
    void leavesWhatIsLargeToTheWriter() {
        Call large = FakeCalls.chat().whole("a".repeat(Speller.QUICK));

        Waiting waiting = new Speller(Configs.DEFAULT).spell(entry(large, Configs.DEFAULT));

        assertThat(waiting).isInstanceOf(Waiting.Unspelled.class);
    }

    @Test
    void leavesPatternsToTheWriter() {
        RecordConfig masking = Configs.masking(Content.TEXT, List.of(), "(h)ello");

        Waiting waiting = new Speller(masking).spell(entry(FakeCalls.chat().whole("hello"), masking));

        assertThat(waiting).isInstanceOf(Waiting.Unspelled.class);
    }

    @Test
    void leavesTheCallsOwnSecretsToTheWriter() {
        Call call = FakeCalls.chat().whole("hello");
        call.journal().maskWith(text -> "hidden");

        Waiting waiting = new Speller(Configs.DEFAULT).spell(entry(call, Configs.DEFAULT));

        assertThat(waiting).isInstanceOf(Waiting.Unspelled.class);
    }

    @Test
    void startsEachLineAnew() {
        Speller speller = new Speller(Configs.DEFAULT);
        speller.spell(entry(FakeCalls.chat().whole("first"), Configs.DEFAULT));

        Waiting second = speller.spell(entry(FakeCalls.chat().whole("second"), Configs.DEFAULT));

        assertThat(line(second)).contains("second").doesNotContain("first");
    }

    private Entry entry(Call call, RecordConfig config) {
        return new Draft(call, config, time).entry();
    }

    private static String line(Waiting waiting) {
        JsonOut out = new JsonOut();
        waiting.write(out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
