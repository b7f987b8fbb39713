package dev.sluice.proxy.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/** Log lines for people. */
final class HumanLayout extends LayoutBase<ILoggingEvent> {

    private final Paint paint;
    private final DateTimeFormatter clock;

    HumanLayout(Paint paint, ZoneId zone) {
        this.paint = paint;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(128);
        out.append(paint.faint(clock.format(event.getInstant()))).append(' ');
        out.append(level(event.getLevel())).append(' ').append(event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(
                    pair -> out.append(' ').append(paint.faint(pair.key + "=")).append(pair.value));
        }
        out.append(paint.faint("  " + simple(event.getLoggerName()))).append('\n');
        if (event.getThrowableProxy() != null) {
            out.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return out.toString();
    }

    private String level(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> paint.red("ERROR");
            case Level.WARN_INT -> paint.yellow("WARN ");
            default -> paint.faint(level.toInt() == Level.INFO_INT ? "INFO " : "DEBUG");
        };
    }

    private static String simple(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
