package dev.sluice.proxy.form;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field {@code model} of a multipart form (RFC 7578) while the form goes by, cut anywhere.
 *
 * <p>Stricter than many servers: what two readers could understand in two ways is refused, since a call is allowed and routed by what
 * is read here, and answered by what the provider reads.
 */
final class FormScan {

    private static final String FIELD = "model";
    private static final int MOST_HEADER = 8 * 1024;
    private static final int MOST_NAME = 1024;

    private final byte[] delimiter;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream(256);
    private State state = State.DATA;
    private int matched = 2; // The first delimiter has no line break before it.
    private long position;
    private boolean inModel;
    private long start;
    private @Nullable Field model;

    private enum State {
        DATA,
        BEHIND_DELIMITER,
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
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The field; null until all of it has gone by. */
    @Nullable Field model() {
        return model;
    }

    /** Whether the form's last delimiter has gone by. */
    boolean isComplete() {
        return state == State.END;
    }

    /** Reads on; fails where the form is no form, or names its model twice. */
    void feed(Buffer chunk) throws FormException {
        byte[] bytes = chunk.getBytes();
        for (int i = skipped(bytes, 0); i < bytes.length && state != State.END; i = skipped(bytes, i + 1)) {
            switch (state) {
                case DATA -> data(bytes[i]);
                case BEHIND_DELIMITER -> behindDelimiter(bytes[i]);
                case HEADER -> header(bytes[i], i);
                case END -> {} // An epilogue is nothing.
            }
        }
        position += bytes.length;
    }

    /** A file has no line break for long. */
    private int skipped(byte[] bytes, int from) {
        int i = from;
        while (state == State.DATA && matched == 0 && !inModel && i < bytes.length && bytes[i] != delimiter[0]) {
            i++;
        }
        return i;
    }

    /** A line break stands only at the delimiter's start, so a mismatch goes back to there and no further. */
    private void data(byte one) throws FormException {
        if (one == delimiter[matched]) {
            matched++;
        } else {
            matched = one == delimiter[0] ? 1 : 0;
        }
        if (inModel) {
            take(one, MOST_NAME + delimiter.length);
        }
        if (matched == delimiter.length) {
            if (inModel) {
                found();
            }
            matched = 0;
            taken.reset();
            state = State.BEHIND_DELIMITER;
        }
    }

    private void found() throws FormException {
        if (model != null) {
            throw new FormException("found two fields '" + FIELD + "'");
        }
        int length = taken.size() - delimiter.length;
        if (length < 0) {
            throw new FormException("found no line break behind the header of the field '" + FIELD + "'");
        }
        model = new Field(start, start + length, new String(taken.toByteArray(), 0, length, StandardCharsets.UTF_8));
        inModel = false;
    }

    /** Two dashes behind the last delimiter, a line break behind any other. */
    private void behindDelimiter(byte one) throws FormException {
        if (one == '\n' && !isDashed()) {
            taken.reset();
            state = State.HEADER;
            return;
        }
        boolean dash = one == '-' && (taken.size() == 0 || isDashed());
        if (!dash && (isDashed() || (one != ' ' && one != '\t' && one != '\r'))) {
            throw new FormException("found something else than a line break behind the boundary");
        }
        take(one, MOST_NAME);
        if (dash && taken.size() == 2) {
            state = State.END;
        }
    }

    private boolean isDashed() {
        return taken.size() == 1 && taken.toByteArray()[0] == '-';
    }

    private void header(byte one, int i) throws FormException {
        take(one, MOST_HEADER);
        if (one == '\n' && endsInEmptyLine()) {
            inModel = FIELD.equals(PartHeader.name(taken.toString(StandardCharsets.UTF_8)));
            start = position + i + 1;
            taken.reset();
            state = State.DATA;
        }
    }

    private boolean endsInEmptyLine() {
        byte[] bytes = taken.toByteArray();
        int last = bytes.length - 2;
        if (last >= 0 && bytes[last] == '\r') {
            last--;
        }
        return last < 0 || bytes[last] == '\n';
    }

    private void take(byte one, int most) throws FormException {
        if (taken.size() >= most) {
            throw new FormException("found more than " + most + " bytes of "
                    + (state == State.HEADER ? "a part's header" : inModel ? "the field '" + FIELD + "'" : "blanks"));
        }
        taken.write(one);
    }
}
