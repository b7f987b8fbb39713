package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;

/** Laws of the text that a client gets: the same, whether the reply comes whole or in pieces, however it was cut. */
final class TextLaws {
    static final List<Law> ALL = List.of(
            new Law("gives the same text however the text is cut", TextLaws::anyPieces),
            new Law("gives the same text however the bytes are cut", TextLaws::anyChunks),
            new Law("never makes a broken stream look whole", TextLaws::brokenStaysBroken));

    private static final int WAYS = 50;
    private static final long SEED = 20260101;
    private static final int LONGEST = 6;

    private TextLaws() {}

    private static void anyPieces(Trial trial) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (String text : trial.contract().texts()) {
            String expected = trial.whole().outcome(Script.says(text));
            for (int way = 0; way < WAYS; way++) {
                List<String> pieces = Cuts.pieces(text, LONGEST, random);
                assertThat(trial.outcome(Script.says(pieces)))
                        .as("cut as %s", pieces)
                        .isEqualTo(expected);
            }
        }
    }

    private static void anyChunks(Trial trial) {
        for (String text : trial.contract().texts()) {
            String expected = trial.whole().outcome(Script.says(text));
            List<String> pieces = Cuts.pieces(text, LONGEST, new SplittableRandom(SEED));
            for (int size : new int[] {1, 2, 3, 7, 64, 1 << 20}) {
                Script script = Script.says(pieces).cut(Cuts.every(size));
                assertThat(trial.outcome(script)).as("chunks of %d bytes", size).isEqualTo(expected);
            }
        }
    }

    private static void brokenStaysBroken(Trial trial) {
        for (String text : trial.contract().texts()) {
            Trial.Run run = trial.against(Script.says(List.of(text, text)).thenBreaks());

            Exchange exchange = run.send(trial.call("hello"));

            run.finish();
            assertThat(exchange.outcome()).startsWith("error ");
        }
    }
}
