package dev.sluice.proxy.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/** Log lines for programs; key/value pairs become fields of their own. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder out = new StringBuilder(256);
        JsonLine json = new JsonLine(out)
                .field("time", event.getInstant())
                .field("type", "log")
                .field("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                .field("logger", event.getLoggerName())
                .field("thread", event.getThreadName())
                .field("message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> json.strange(pair.key, String.valueOf(pair.value)));
        }
        if (event.getThrowableProxy() != null) {
            json.field("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        json.end();
        return out.toString();
    }
}
