package dev.sluice.proxy.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.sluice.proxy.config.LogSettings;
import dev.sluice.proxy.config.LogSettings.Format;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LoggingTest {

    private final LoggerContext context = new LoggerContext();

    @Test
    void writesJsonForPrograms() {
        JsonObject line =
                new JsonObject(new JsonLayout().doLayout(event(Level.WARN, new IllegalStateException("why"))));

        assertThat(line.getMap())
                .containsEntry("time", "2026-03-04T12:00:00.123Z")
                .containsEntry("type", "log")
                .containsEntry("level", "warn")
                .containsEntry("logger", "dev.sluice.Thing")
                .containsEntry("message", "It said \"no\"\nloudly")
                .containsEntry("call_id", "call-1");
        assertThat(line.getString("exception")).startsWith("java.lang.IllegalStateException: why");
    }

    @Test
    void writesLinesForPeople() {
        assertThat(new HumanLayout(Paint.OFF, ZoneOffset.UTC).doLayout(event(Level.INFO, null)))
                .isEqualTo("12:00:00.123 INFO  It said \"no\"\nloudly call_id=call-1  Thing\n");
    }

    @Test
    void paintsLevelsOnATerminal() {
        HumanLayout layout = new HumanLayout(Paint.ON, ZoneOffset.UTC);

        assertThat(layout.doLayout(event(Level.ERROR, new IllegalStateException("why"))))
                .contains("\u001B[31mERROR\u001B[0m")
                .contains("java.lang.IllegalStateException: why");
        assertThat(layout.doLayout(event(Level.WARN, null))).contains("\u001B[33mWARN \u001B[0m");
        assertThat(layout.doLayout(event(Level.DEBUG, null))).contains("DEBUG");
    }

    @Test
    void choosesTheStyleByReader() {
        assertThat(List.of(
                        style(Format.AUTO, true),
                        style(Format.AUTO, false),
                        style(Format.HUMAN, true),
                        style(Format.HUMAN, false),
                        style(Format.JSON, true)))
                .containsExactly(LogStyle.COLOUR, LogStyle.JSON, LogStyle.COLOUR, LogStyle.PLAIN, LogStyle.JSON);
    }

    @Test
    @SuppressWarnings("try") // It is enough that it is open.
    void quietsLibrariesEvenWhileDebugging() {
        LogSettings settings = new LogSettings(Format.JSON, LogSettings.Level.DEBUG, true);

        try (Logging logging = Logging.configure(settings, false)) {
            LoggerContext process = (LoggerContext) LoggerFactory.getILoggerFactory();

            assertThat(process.getLogger("dev.sluice.Thing").isDebugEnabled()).isTrue();
            assertThat(process.getLogger("io.netty.buffer").isInfoEnabled()).isFalse();
            assertThat(process.getLogger("io.vertx.core").isWarnEnabled()).isTrue();
        }
    }

    /** What the loggers say that any client can have them say, without the id of a call. */
    @ParameterizedTest
    @ValueSource(
            strings = {"io.vertx.core.http.impl.HttpClientConnection", "io.vertx.core.http.impl.HttpClientRequestImpl"})
    @SuppressWarnings("try") // It is enough that it is open.
    void leavesOutWhatClientsCanHaveLoggedAtWill(String logger) throws ClassNotFoundException {
        LogSettings settings = new LogSettings(Format.JSON, LogSettings.Level.INFO, true);

        try (Logging logging = Logging.configure(settings, false)) {
            LoggerContext process = (LoggerContext) LoggerFactory.getILoggerFactory();

            assertThat(process.getLogger(Class.forName(logger)).isErrorEnabled())
                    .isFalse();
        }
    }

    private static LogStyle style(Format format, boolean terminal) {
        return LogStyle.of(new LogSettings(format, LogSettings.Level.INFO, true), terminal);
    }

    private ILoggingEvent event(Level level, Throwable failure) {
        String message = "It said \"{}\"\nloudly";
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("dev.sluice.Thing"), level, message, failure, new Object[] {"no"});
        event.setInstant(Instant.parse("2026-03-04T12:00:00.123Z"));
        event.addKeyValuePair(new KeyValuePair("call_id", "call-1"));
        return event;
    }
}
