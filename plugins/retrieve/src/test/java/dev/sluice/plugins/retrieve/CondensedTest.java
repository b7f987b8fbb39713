package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.RetrieveConfig.Query;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.ScriptedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that lean on what was asked before, and questions that do not, over a small handbook. */
class CondensedTest {

    private static final List<Document> HANDBOOK = List.of(
            new Document(
                    "parental",
                    "Parental leave is fourteen weeks. Fathers, mothers and adopting parents take it alike."),
            new Document("sick", "Sick leave needs a certificate of a doctor from the fourth day on."),
            new Document("holiday", "Paid holiday is thirty days. Up to five of them are carried over until March."),
            new Document(
                    "laptop",
                    "A laptop is replaced after three years. Lost laptops are told to the help desk at once."),
            new Document(
                    "phone", "A mobile phone is replaced after two years. Private calls abroad are paid by employees."),
            new Document("travel", "Trains are booked in second class. Flights under four hours are not reimbursed."),
            new Document("hotel", "Hotels cost at most 140 euros a night. Breakfast is reimbursed with a receipt."),
            new Document("pension", "The company adds four percent to the pension after a year of employment."));

    /** The document that answers the last question. */
    private static final List<Dialogue> DIALOGUES = List.of(
            new Dialogue("parental", "How long is parental leave?", "And for fathers?"),
            new Dialogue("parental", "Tell me about parental leave.", "Who takes it?"),
            new Dialogue("sick", "What about sick leave?", "Does it need a certificate?"),
            new Dialogue("laptop", "When is my laptop replaced?", "What if it is lost?"),
            new Dialogue("laptop", "My laptop is old.", "Can I get a new one?"),
            new Dialogue("phone", "Is my mobile phone replaced?", "When?"),
            new Dialogue("hotel", "Which hotels may I book?", "Is breakfast included there?"),
            new Dialogue("pension", "What does the company add to my pension?", "From when on?"),
            new Dialogue("holiday", "How many days of paid holiday do I have?", "Are they carried over?"),
            new Dialogue("travel", "How long is parental leave?", "Which class may I book on trains for business?"),
            new Dialogue("hotel", "When is my laptop replaced?", "How many euros may hotels cost a night?"),
            new Dialogue("sick", "Which hotels may I book?", "From which day on is a certificate of a doctor needed?"));

    @TempDir
    Path folder;

    @Test
    void findsMoreThanTheLastQuestionAloneAndThanAllOfThem() {
        int last = found(Query.LAST_TURN);
        int all = found(Query.CONVERSATION);
        int condensed = found(Query.CONDENSED);

        assertThat(condensed)
                .as("last turn %s, conversation %s", last, all)
                .isGreaterThan(last)
                .isGreaterThanOrEqualTo(all);
        assertThat(condensed).isGreaterThanOrEqualTo(DIALOGUES.size() - 1);
    }

    @Test
    void leavesAQuestionAloneThatSaysAllItNeeds() {
        try (Bench bench = bench(Query.CONDENSED)) {
            ScriptedUpstream upstream =
                    bench.ask(call("How long is parental leave?", "How many euros do hotels cost?"));

            assertThat(bench.laid(upstream)).contains("from=\"hotel\"");
        }
    }

    private int found(Query query) {
        int right = 0;
        try (Bench bench = bench(query)) {
            for (Dialogue dialogue : DIALOGUES) {
                ScriptedUpstream upstream = bench.ask(call(dialogue.before, dialogue.now));
                right += bench.laid(upstream).contains("from=\"" + dialogue.document + "\"") ? 1 : 0;
            }
        }
        return right;
    }

    private Bench bench(Query query) {
        Bench bench = new Bench(folder.resolve(query.name()), Collections.byWords());
        bench.serve(Collections.asking(query));
        HANDBOOK.forEach(document -> bench.put(document.id, document.text));
        return bench;
    }

    private static Call call(String... questions) {
        List<Obj> messages = new ArrayList<>();
        for (String question : questions) {
            messages.add(Json.object("role", "user", "content", question));
            messages.add(Json.object("role", "assistant", "content", "Let me see."));
        }
        messages.removeLast();
        return FakeCalls.chat().whole("").withJson(Json.object("model", FakeCalls.MODEL, "messages", messages));
    }

    private record Document(String id, String text) {}

    private record Dialogue(String document, String before, String now) {}
}
