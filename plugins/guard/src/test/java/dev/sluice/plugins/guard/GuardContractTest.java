package dev.sluice.plugins.guard;

import static dev.sluice.plugins.guard.Guards.in;
import static dev.sluice.plugins.guard.Guards.out;
import static dev.sluice.plugins.guard.Guards.words;

import dev.sluice.api.Filter;
import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The laws of filters, kept by guard in each of its modes. */
class GuardContractTest {

    private static final Check PATTERN = new Check.Patterns(List.of("\\d{3}-\\d{2}", "x+y"), 16);

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "Grüße aus 東京 🗼, and a good day!",
            "this is a Fоrbidden word, and Forbidden it stays",
            "see https://evil.example/x?d=1 and ![pixel](http://evil.example/p.png) there",
            "call 123-45 now xxxxy or 99-1234-56 later",
            "the end comes. the end",
            "word ".repeat(40));

    abstract static class Laws implements FilterContract {
        private final GuardConfig config;

        Laws(GuardConfig.OutputRule... rules) {
            this.config = new GuardConfig(
                    List.of(in(new Check.Injection(0.5, 0.4), InputAction.NOTE)),
                    List.of(rules),
                    true,
                    GuardConfig.Unreadable.PASS);
        }

        @Override
        public Filter filter(FakePluginContext context) {
            return new GuardFactory().create(config, context).result();
        }

        @Override
        public List<String> texts() {
            return TEXTS;
        }

        @Override
        public int readAhead() {
            return 1 << 20; // What is held back is bounded in characters; frames may be empty.
        }
    }

    @Nested
    class Blocking extends Laws {
        Blocking() {
            super(
                    out(words("forbidden word"), Mode.HOLD, OutputAction.BLOCK),
                    out(PATTERN, Mode.HOLD, OutputAction.BLOCK));
        }
    }

    @Nested
    class Replacing extends Laws {
        Replacing() {
            super(
                    out(words("forbidden", "forbidden word", "the end"), Mode.HOLD, OutputAction.REPLACE),
                    out(PATTERN, Mode.HOLD, OutputAction.REPLACE),
                    out(new Check.Urls(List.of("good.example"), false), Mode.HOLD, OutputAction.REPLACE),
                    out(new Check.Code(), Mode.HOLD, OutputAction.REPLACE));
        }
    }

    @Nested
    class Finishing extends Laws {
        Finishing() {
            super(
                    out(words("forbidden"), Mode.HOLD, OutputAction.FINISH),
                    out(words("end"), Mode.OBSERVE, OutputAction.FINISH),
                    out(PATTERN, Mode.OBSERVE, OutputAction.FINISH),
                    out(new Check.Repetition(4), Mode.OBSERVE, OutputAction.FINISH),
                    out(new Check.Length(400), Mode.HOLD, OutputAction.FINISH));
        }

        /** None in which something is found: a stream that was ended does not break any more. {@link DialectProperties} has those. */
        @Override
        public List<String> texts() {
            return TEXTS.subList(0, 3);
        }
    }

    @Nested
    class Buffering extends Laws {
        Buffering() {
            super(
                    out(words("forbidden"), Mode.BUFFER, OutputAction.BLOCK),
                    out(new Check.Language(java.util.Set.of("de")), Mode.BUFFER, OutputAction.BLOCK));
        }
    }
}
