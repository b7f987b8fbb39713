package dev.sluice.proxy.telemetry.log;

import dev.sluice.api.Target;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The access log for people: columns that stay where they are unless a name is long. */
final class HumanAccess implements AccessFormat {

    private static final int SERVER_ERROR = 500;

    private final Paint paint;
    private final TimeOfDay clock;

    HumanAccess(Paint paint, ZoneId zone) {
        this.paint = paint;
        this.clock = new TimeOfDay(
                DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone));
    }

    @Override
    public void append(StringBuilder out, AccessLine line) {
        out.append(paint.faint(clock.at(line.at()))).append(' ');
        out.append(status(line.status())).append(' ');
        Texts.left(out, Texts.printable(line.request().method() + " " + line.path()), 30);
        Texts.left(out.append("  "), route(line), 12);
        Texts.left(out.append("  "), Texts.printable(target(line)), 24);
        times(out, line);
        tokens(out, line);
        if (line.warned().count() > 0) {
            String several = line.warned().count() == 1 ? " warning" : " warnings";
            out.append("  ").append(paint.yellow(line.warned().count() + several));
        }
        if (line.error() != null) {
            out.append("  ").append(paint.red(Texts.printable(line.error())));
        }
        out.append('\n');
    }

    private void times(StringBuilder out, AccessLine line) {
        column(out.append("  "), line.timing().total(), " ms");
        if (line.timing().head() != 0) {
            out.append(paint.faint("  ttft "));
            column(out, line.timing().untilHead(), " ms");
            out.append(paint.faint("  overhead "));
            Texts.right(out, TimeUnit.NANOSECONDS.toMicros(line.timing().overhead()) + " us", 8);
        }
    }

    private void tokens(StringBuilder out, AccessLine line) {
        if (line.usage() != null) {
            out.append(paint.faint(line.usage().estimated() ? "  tokens about " : "  tokens "))
                    .append(line.usage().input())
                    .append(" in ")
                    .append(line.usage().output())
                    .append(" out");
        }
    }

    private String status(int status) {
        String text = Integer.toString(status);
        if (status < 400) {
            return paint.green(text);
        }
        return status < SERVER_ERROR ? paint.yellow(text) : paint.red(text);
    }

    private static String route(AccessLine line) {
        return line.about() == null ? "-" : Texts.printable(line.about().route());
    }

    private static String target(AccessLine line) {
        Target target = line.about() == null ? null : line.about().target();
        return target == null ? "-" : AccessLine.cut(target.toString());
    }

    private static void column(StringBuilder out, long nanos, String unit) {
        StringBuilder text = new StringBuilder();
        Texts.millis(text, nanos);
        Texts.right(out, text.append(unit).toString(), 13);
    }
}
