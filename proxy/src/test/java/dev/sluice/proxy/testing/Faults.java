package dev.sluice.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What must not be logged while a proxy serves: leaked buffers, blocked event loops, exceptions that nobody handled. */
final class Faults extends AppenderBase<ILoggingEvent> {

    private final List<String> found = new CopyOnWriteArrayList<>();
    private final List<String> expected = new CopyOnWriteArrayList<>();

    private Faults() {}

    static Faults watch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        Faults faults = new Faults();
        faults.start();
        root().addAppender(faults);
        root().setLevel(Level.WARN);
        return faults;
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean blocked = event.getLoggerName().endsWith("BlockedThreadChecker");
        if (event.getLevel().isGreaterOrEqual(Level.ERROR) || blocked) {
            String thrown = event.getThrowableProxy() == null
                    ? ""
                    : ": " + event.getThrowableProxy().getClassName() + ": "
                            + event.getThrowableProxy().getMessage();
            found.add(event.getLoggerName() + ": " + event.getFormattedMessage() + thrown);
        }
    }

    /** Has a fault be there, and be none, whose text contains this. */
    void expect(String part) {
        expected.add(part);
    }

    /** Leaks show once the garbage collector has seen them: those of this test, or of the one before. */
    void assertNone() {
        System.gc();
        root().detachAppender(this);
        stop();
        for (String part : expected) {
            assertThat(found.removeIf(fault -> fault.contains(part)))
                    .as("the log says: " + part)
                    .isTrue();
        }
        assertThat(found).as("faults in the log").isEmpty();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
