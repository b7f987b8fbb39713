package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;

/** Answers in the test dialect. */
final class Answers {

    private Answers() {}

    static Whole chat(Call call, String text) {
        Reply reply = ScriptedUpstream.of(new VirtualTime(), Script.says(text))
                .proceed(call)
                .result();
        return (Whole) reply;
    }
}
