package dev.sluice.proxy.form;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field {@code model} of a multipart form (RFC 7578) while the form goes by, cut anywhere.
 *
 * <p>Stricter than most servers: nothing before the first boundary, line breaks of CR and LF alone, and no line elsewhere that begins like
 * a boundary. A call is allowed and routed by what is read here and answered by what the provider reads, so what two readers could
 * understand in two ways is refused. No client is known that writes such forms.
 */
final class FormScan {

    private static final String FIELD = "model";

    /** By which a form may say in which characters its fields are written. */
    private static final String CHARSET = "_charset_";

    private static final int MOST_HEADER = 8 * 1024;
    private static final int MOST_NAME = 1024;
    private static final int NOWHERE = -1;
    private static final int LINE_BREAK = 2;

    private final byte[] boundary;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream(256);
    private State state = State.START;
    private int matched; // Of the boundary; NOWHERE unless a line has just begun.
    private byte before;
    private boolean broken; // Whether that line began behind something else than CR and LF.
    private long position;
    private boolean inModel;
    private long start;
    private @Nullable Field model;

    private enum State {
        START,
        DATA,
        BEHIND_BOUNDARY,
        HEADER,
        END
    }

    /**
     * What was found.
     *
     * @param start offset of the value's first byte in the form
     * @param end offset behind its last
     * @param value as UTF-8
     */
    record Field(long start, long end, String value) {}

    FormScan(String boundary) {
        this.boundary = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /** The field; null until all of it has gone by. */
    @Nullable Field model() {
        return model;
    }

    /** Whether the form's last boundary has gone by. */
    boolean isComplete() {
        return state == State.END;
    }

    /** Reads on; fails where the form is no form, can be read in two ways, or names its model twice. */
    void feed(Buffer chunk) throws FormException {
        byte[] bytes = chunk.getBytes();
        for (int i = skipped(bytes, 0); i < bytes.length && state != State.END; i = skipped(bytes, i + 1)) {
            switch (state) {
                case START -> start(bytes[i]);
                case DATA -> data(bytes[i]);
                case BEHIND_BOUNDARY -> behindBoundary(bytes[i]);
                case HEADER -> header(bytes[i], i);
                case END -> {} // An epilogue is nothing.
            }
        }
        position += bytes.length;
    }

    /** A file has no line break for long. */
    private int skipped(byte[] bytes, int from) {
        int i = from;
        if (state == State.DATA && matched == NOWHERE && !inModel) {
            while (i < bytes.length && bytes[i] != '\r' && bytes[i] != '\n') {
                i++;
            }
            before = i > from ? 0 : before;
        }
        return i;
    }

    private void start(byte one) throws FormException {
        if (one != boundary[matched]) {
            throw new FormException("found something else than the boundary at its beginning");
        }
        if (++matched == boundary.length) {
            state = State.BEHIND_BOUNDARY;
        }
    }

    private void data(byte one) throws FormException {
        if (inModel) {
            take(one, MOST_NAME + LINE_BREAK + boundary.length);
        }
        if (matched != NOWHERE && one == boundary[matched]) {
            matched++;
        } else if (one == '\r' || one == '\n') {
            broken = one == '\r' || before != '\r';
            matched = 0;
        } else {
            matched = NOWHERE;
        }
        before = one;
        if (matched == boundary.length) {
            part();
        }
    }

    private void part() throws FormException {
        if (broken) {
            throw new FormException("found a boundary behind something else than a line break of CR and LF");
        }
        if (inModel) {
            found();
        }
        taken.reset();
        state = State.BEHIND_BOUNDARY;
    }

    private void found() throws FormException {
        if (model != null) {
            throw new FormException("found two fields '" + FIELD + "'");
        }
        int length = taken.size() - LINE_BREAK - boundary.length;
        model = new Field(start, start + length, new String(taken.toByteArray(), 0, length, StandardCharsets.UTF_8));
        inModel = false;
    }

    /** Two dashes behind the last boundary, a line break behind any other. */
    private void behindBoundary(byte one) throws FormException {
        boolean first = taken.size() == 0;
        boolean expected = first ? one == '\r' || one == '-' : one == (taken.toByteArray()[0] == '\r' ? '\n' : '-');
        if (!expected) {
            throw new FormException("found something else than a line break of CR and LF behind a boundary");
        }
        take(one, LINE_BREAK);
        if (!first) {
            taken.reset();
            state = one == '\n' ? State.HEADER : State.END;
        }
    }

    private void header(byte one, int i) throws FormException {
        take(one, MOST_HEADER);
        if (one == '\n' && endsInEmptyLine()) {
            String name = PartHeader.name(taken.toString(StandardCharsets.UTF_8));
            if (CHARSET.equals(name)) {
                throw new FormException("found a field '" + CHARSET + "'");
            }
            inModel = FIELD.equals(name);
            start = position + i + 1;
            taken.reset();
            matched = 0; // Some take a boundary for one that follows the empty line at once.
            broken = true;
            before = 0;
            state = State.DATA;
        }
    }

    private boolean endsInEmptyLine() {
        byte[] bytes = taken.toByteArray();
        int end = bytes.length;
        return bytes[Math.max(0, end - 2)] == '\r' && (end == LINE_BREAK || (end > 3 && bytes[end - 3] == '\n'));
    }

    private void take(byte one, int most) throws FormException {
        if (taken.size() >= most) {
            throw new FormException("found more than " + most + " bytes of "
                    + (state == State.HEADER ? "a part's header" : "the field '" + FIELD + "'"));
        }
        taken.write(one);
    }
}
