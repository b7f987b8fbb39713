package dev.sluice.proxy.chain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.OnError;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccountTest {

    private final RuntimeException bug = new IllegalStateException("broken");

    private final VirtualTime time = new VirtualTime();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Account.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Call call = FakeCalls.chat().whole("a secret of the caller");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void logsTheCauseUnderTheCallsIdAlsoWhereTheFilterIsSkipped() {
        chain(OnError.SKIP).proceed(call);

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage())
                    .contains(call.id(), "'tested'", "skip")
                    .doesNotContain("a secret of the caller");
            assertThat(((ThrowableProxy) line.getThrowableProxy()).getThrowable())
                    .isSameAs(bug);
        });
    }

    @Test
    void logsTheDeadlineThatWasMissed() {
        Filter slow = (asked, next) -> {
            time.advance(Duration.ofSeconds(3));
            return next.proceed(asked);
        };
        Link link = new Link("slow", slow, OnError.FAIL, Duration.ofSeconds(1));

        Chain.of("default", List.of(link), upstream(), time, FilterMeter.NONE).proceed(call);

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("'slow'");
            assertThat(line.getThrowableProxy().getMessage()).contains("PT1S");
        });
    }

    @Test
    void logsNoMoreThanSoManyFailuresAMinuteAndThenHowManyThereWere() {
        Chain failing = chain(OnError.FAIL);
        for (int i = 0; i < 25; i++) {
            failing.proceed(call);
        }
        time.advance(Duration.ofMinutes(1));

        failing.proceed(call);

        assertThat(log.list).hasSize(12);
        assertThat(log.list.get(10).getFormattedMessage()).contains("'tested'", "15 times more");
    }

    private Chain chain(OnError onError) {
        Filter broken = (asked, next) -> {
            throw bug;
        };
        Link link = new Link("tested", broken, onError, Duration.ofSeconds(1));
        return Chain.of("default", List.of(link), upstream(), time, FilterMeter.NONE);
    }

    private ScriptedUpstream upstream() {
        return ScriptedUpstream.of(time, Script.says("hello"));
    }
}
