package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final Scope scope = Scope.root();
    private final List<String> done = new ArrayList<>();

    @Property(tries = 50)
    void runsEachActionOnceTheLastAddedFirst(@ForAll @IntRange(max = 20) int count) {
        Scope some = Scope.root();
        List<Integer> ran = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> some.onEnd(() -> ran.add(i)));

        some.end(null);
        some.end(null);

        assertThat(ran)
                .isEqualTo(
                        IntStream.range(0, count).mapToObj(i -> count - 1 - i).toList());
    }

    @Test
    void runsAtOnceWhatIsAddedAfterTheEnd() {
        scope.end(null);

        scope.onEnd(() -> done.add("late"));

        assertThat(done).containsExactly("late");
    }

    @Test
    void endsItsChildrenWithItsCause() {
        Throwable cause = new IllegalStateException("left");
        Scope child = scope.child();
        Scope grandchild = child.child();

        scope.end(cause);

        assertThat(grandchild.ended()).isTrue();
        assertThat(grandchild.cause()).isSameAs(cause);
        assertThat(child.parent()).isSameAs(scope);
    }

    @Test
    void outlivesItsChildrenAndForgetsThem() {
        Scope child = scope.child();
        child.onEnd(() -> done.add("child"));
        scope.onEnd(() -> done.add("scope"));

        child.end(null);
        boolean endedWithItsChild = scope.ended();
        scope.end(null);

        assertThat(endedWithItsChild).isFalse();
        assertThat(done).containsExactly("child", "scope");
    }

    @Test
    void beginsEndedWhenItsParentHasEnded() {
        scope.end(null);

        assertThat(scope.child().ended()).isTrue();
    }

    @Test
    void runsTheOthersWhenOneThrowsAndPassesOnWhatWasThrown() {
        scope.onEnd(() -> done.add("first"));
        scope.onEnd(() -> {
            throw new IllegalStateException("second");
        });
        scope.onEnd(() -> {
            throw new IllegalStateException("third");
        });

        assertThatThrownBy(() -> scope.end(null))
                .hasMessage("second")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(done).containsExactly("first");
    }
}
