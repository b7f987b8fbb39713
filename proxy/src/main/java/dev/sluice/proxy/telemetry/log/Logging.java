package dev.sluice.proxy.telemetry.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.sluice.proxy.config.LogSettings;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up the log of the process, by way of Logback. */
public final class Logging implements AutoCloseable {

    private static final List<String> CHATTY =
            List.of("io.netty", "io.vertx", "org.pf4j", "io.micrometer", "io.prometheus");

    /** Any client can have them say something, as often as it likes: a handshake that is refused, a request half closed. */
    private static final List<String> AT_CLIENTS_WILL =
            List.of("io.vertx.core.http.impl.HttpClientConnection", "io.vertx.core.http.impl.HttpClientRequestImpl");

    private static final int CAPACITY = 4_096;

    private final LoggerContext context;

    private Logging(LoggerContext context) {
        this.context = context;
    }

    /**
     * Replaces whatever is set up. A thread of its own writes to stdout; while that is stuck, lines are dropped rather than
     * an event loop held up.
     *
     * @param settings what the operator wants
     * @param terminal whether stdout is one
     * @return closed last, to have everything written
     */
    public static Logging configure(LogSettings settings, boolean terminal) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Level level = Level.toLevel(settings.level().name());
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(async(context, layout(LogStyle.of(settings, terminal))));
        Level quiet = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        CHATTY.forEach(name -> context.getLogger(name).setLevel(quiet));
        AT_CLIENTS_WILL.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        return new Logging(context);
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        context.stop();
    }

    static Layout<ILoggingEvent> layout(LogStyle style) {
        return style == LogStyle.JSON ? new JsonLayout() : new HumanLayout(Paint.of(style), ZoneId.systemDefault());
    }

    private static AsyncAppender async(LoggerContext context, Layout<ILoggingEvent> layout) {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setQueueSize(CAPACITY);
        async.setNeverBlock(true);
        async.addAppender(console(context, layout));
        async.start();
        return async;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        return console;
    }
}
