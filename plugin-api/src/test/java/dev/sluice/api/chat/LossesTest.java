package dev.sluice.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Losses.Kind;
import dev.sluice.api.chat.Losses.Loss;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossesTest {

    private final Losses losses = new Losses();

    @Test
    void aFieldIsNotedOnceByTheWorstThatBecameOfIt() {
        losses.mapped("messages[0]", "became one text");
        losses.add("messages[0]", "has sound, which was left out");
        losses.mapped("messages[0]", "became one text");

        assertThat(losses.all()).containsExactly(new Loss("messages[0]", "has sound, which was left out", Kind.LOST));
    }

    @Test
    void whatIsLostFindsRoomWhereSomethingElseHadIt() {
        IntStream.range(0, Losses.MAX).forEach(i -> losses.mapped("messages[" + i + "]", "became one text"));

        losses.mapped("messages[99]", "became one text");
        losses.add("seed", "was left out");

        assertThat(losses.hasMore()).isTrue();
        assertThat(losses.all()).hasSize(Losses.MAX).contains(new Loss("seed", "was left out", Kind.LOST));
    }

    @Test
    void eachKindIsTold() {
        losses.usual("n");
        losses.added("max_tokens", "was set");

        assertThat(losses.all()).extracting(Loss::kind).containsExactly(Kind.USUAL, Kind.ADDED);
        assertThat(losses.hasMore()).isFalse();
    }
}
