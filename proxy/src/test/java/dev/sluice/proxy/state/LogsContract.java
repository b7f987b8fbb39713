package dev.sluice.proxy.state;

import static dev.sluice.proxy.state.StateContract.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Logs.Kept;
import dev.sluice.api.state.Logs.Page;
import dev.sluice.api.state.State;
import dev.sluice.api.state.Use;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of logs keeps. */
public interface LogsContract {

    Kept KEPT = new Kept(1000, Duration.ofMinutes(5));

    /** The store. */
    State state();

    /** Lets time pass for the store. */
    void pass(Duration time);

    /** A use that no other test has. */
    Use use();

    @Test
    default void readsInTheOrderOfAppending() {
        Logs logs = state().logs(use());

        append(logs, "one", "two", "three");

        assertThat(texts(read(logs, Logs.BEGINNING))).containsExactly("one", "two", "three");
    }

    @Test
    default void readsNothingWhereNothingWasAppended() {
        Page page = read(state().logs(use()), Logs.BEGINNING);

        assertThat(page).isEqualTo(new Page(List.of(), Logs.BEGINNING));
    }

    @Test
    default void readsOnFromWhereItWas() {
        Logs logs = state().logs(use());
        append(logs, "one", "two");
        Page first = read(logs, Logs.BEGINNING);
        append(logs, "three");

        Page second = read(logs, first.position());

        assertThat(texts(second)).containsExactly("three");
        assertThat(read(logs, second.position())).isEqualTo(new Page(List.of(), second.position()));
    }

    @Test
    default void readsPageByPage() {
        Logs logs = state().logs(use());
        append(logs, "one", "two", "three");

        Page first = get(logs.read("acme", "log", Logs.BEGINNING, 2));
        Page second = get(logs.read("acme", "log", first.position(), 2));

        assertThat(texts(first)).containsExactly("one", "two");
        assertThat(texts(second)).containsExactly("three");
    }

    @Test
    default void keepsBytesThatAreNoTextInEntries() {
        Logs logs = state().logs(use());
        Buffer bytes = Buffer.buffer(new byte[] {0, -1, 13, 10, 127, -128});

        get(logs.append("acme", "log", bytes, KEPT));

        assertThat(read(logs, Logs.BEGINNING).entries()).containsExactly(bytes);
    }

    @Test
    default void keepsLogsOfTenantsNamesAndUsesApart() {
        Use one = use();
        append(state().logs(one), "mine");

        assertThat(get(state().logs(one).read("rival", "log", Logs.BEGINNING, 10))
                        .entries())
                .isEmpty();
        assertThat(get(state().logs(one).read("acme", "other", Logs.BEGINNING, 10))
                        .entries())
                .isEmpty();
        assertThat(read(state().logs(use()), Logs.BEGINNING).entries()).isEmpty();
    }

    @Test
    default void keepsTheNewestAndNotManyMore() {
        Logs logs = state().logs(use());

        get(Future.all(IntStream.range(0, 500)
                .mapToObj(i -> logs.append(
                        "acme", "log", Buffer.buffer(Integer.toString(i)), new Kept(10, Duration.ofMinutes(5))))
                .toList()));

        List<String> kept = texts(get(logs.read("acme", "log", Logs.BEGINNING, 500)));
        assertThat(kept).hasSizeBetween(10, 10 + Kept.LOT);
        assertThat(kept)
                .containsExactlyElementsOf(IntStream.range(500 - kept.size(), 500)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    default void forgetsALogToWhichNothingWasAppendedForItsTime() {
        Logs logs = state().logs(use());
        get(logs.append("acme", "log", Buffer.buffer("old"), new Kept(10, Duration.ofMillis(100))));

        pass(Duration.ofMillis(150));

        assertThat(read(logs, Logs.BEGINNING).entries()).isEmpty();
    }

    @Test
    default void readsWhatWasAppendedAfterALogWasForgotten() {
        Logs logs = state().logs(use());
        get(logs.append("acme", "log", Buffer.buffer("old"), new Kept(10, Duration.ofMillis(100))));
        String position = read(logs, Logs.BEGINNING).position();
        pass(Duration.ofMillis(150));

        append(logs, "new");

        assertThat(texts(read(logs, position))).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "-", "1-", "99999999999999999999999", "1 2"})
    default void takesAPositionOfNoStoreForTheBeginning(String position) {
        Logs logs = state().logs(use());
        append(logs, "one");

        assertThat(texts(read(logs, position))).containsExactly("one");
    }

    @Test
    default void readsWhatManyAppendedAtOnceExactlyOnce() {
        Logs logs = state().logs(use());

        get(Future.all(IntStream.range(0, 200)
                .mapToObj(i -> logs.append("acme", "log", Buffer.buffer(Integer.toString(i)), KEPT))
                .toList()));

        assertThat(texts(get(logs.read("acme", "log", Logs.BEGINNING, 1000))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }

    private static void append(Logs logs, String... entries) {
        for (String entry : entries) {
            get(logs.append("acme", "log", Buffer.buffer(entry), KEPT));
        }
    }

    private static Page read(Logs logs, String after) {
        return get(logs.read("acme", "log", after, 100));
    }

    private static List<String> texts(Page page) {
        return page.entries().stream().map(Buffer::toString).toList();
    }
}
