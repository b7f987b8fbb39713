package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Obj;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Many documents in one request, a JSON object a line; each has its own report, and a wrong one does not keep the others out. */
final class Bulk {

    /** So many share commits and keep the embedder busy, and no more are held as chunks. */
    private static final int TOGETHER = 64;

    private final List<Line> lines;
    private final Report[] reports;
    private final Set<String> ids = new HashSet<>();

    private Bulk(List<Line> lines) {
        this.lines = lines;
        this.reports = new Report[lines.size()];
    }

    /** One document, and which line of the request it is, from 1. */
    private record Line(int number, Buffer bytes) {}

    /** Its lines stay bytes, so that what is no UTF-8 is refused with its line. */
    static Bulk of(Buffer bytes) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        int number = 1;
        for (int at = 0; at <= bytes.length(); at++) {
            if (at == bytes.length() || bytes.getByte(at) == '\n' || bytes.getByte(at) == '\r') {
                if (!isBlank(bytes, from, at)) {
                    lines.add(new Line(number, bytes.slice(from, at)));
                }
                number += at + 1 < bytes.length() && bytes.getByte(at) == '\r' && bytes.getByte(at + 1) == '\n' ? 0 : 1;
                from = at + 1;
            }
        }
        return new Bulk(lines);
    }

    private static boolean isBlank(Buffer bytes, int from, int until) {
        for (int at = from; at < until; at++) {
            if (bytes.getByte(at) != ' ' && bytes.getByte(at) != '\t') {
                return false;
            }
        }
        return true;
    }

    /** A report for each line, in their order. */
    Future<List<Report>> into(Intake intake) {
        return Several.each(IntStream.range(0, lines.size()).boxed().toList(), TOGETHER, line -> put(line, intake))
                .map(all -> List.of(reports));
    }

    private Future<Report> put(int line, Intake intake) {
        return put(lines.get(line), intake).onSuccess(report -> reports[line] = report);
    }

    /** What has no id yet is told by its line. */
    private Future<Report> put(Line line, Intake intake) {
        String id = "";
        try {
            Obj json = DocumentJson.object(line.bytes());
            id = Objects.requireNonNullElse(DocumentJson.text(json, "id"), "");
            return id.isEmpty()
                    ? Future.succeededFuture(Report.failed("", at(line) + "expected an id, found none"))
                    : put(id, json, intake);
        } catch (CallError e) {
            return Future.succeededFuture(Report.failed(id, id.isEmpty() ? at(line) + ofLine(e) : said(e)));
        }
    }

    /** To its parser, a document is all there is: what it calls the first line is told before. */
    private static String ofLine(CallError wrong) {
        return said(wrong).replace(" at line 1, column ", " at column ");
    }

    private static String said(CallError wrong) {
        return String.valueOf(wrong.getMessage());
    }

    private static String at(Line line) {
        return "line " + line.number() + ": ";
    }

    private Future<Report> put(String id, Obj json, Intake intake) {
        return isNew(id)
                ? intake.put(DocumentJson.read(id, json)).otherwise(failure -> Report.failed(id, reason(failure)))
                : Future.succeededFuture(Report.failed(
                        id, "expected each id once in a request, found it in a line above: that one counts"));
    }

    private static String reason(Throwable failure) {
        return failure instanceof EmbeddingException
                ? String.valueOf(failure.getMessage())
                : "it could not be written: " + EmbeddingException.reason(failure);
    }

    private synchronized boolean isNew(String id) {
        return ids.add(id);
    }
}
