package dev.sluice.proxy.form;

import dev.sluice.api.Body;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.stream.Source;
import dev.sluice.proxy.io.Room;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form that is streamed through, of which as much is held as had to be read to know its model: SDKs write the fields before the file
 * or behind it. What passes after that is read on, since a second model would be another answer to who may ask for what.
 *
 * <p>For one thread, as all sources of bytes.
 */
public final class FormUpload implements Source<Buffer> {

    private static final String TYPE = "multipart/form-data";

    /** RFC 2046, section 5.1.1, without the blank and the comma, which end an unquoted one for some readers. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_./:=?-]{1,70}");

    private static final Set<String> KNOWN = Set.of("boundary", "charset");

    private final Source<Buffer> rest;
    private final FormScan scan;
    private final Deque<Buffer> held;

    private FormUpload(Source<Buffer> rest, FormScan scan, Deque<Buffer> held) {
        this.rest = rest;
        this.scan = scan;
        this.held = held;
    }

    /**
     * What a form may take of the memory until its model is known.
     *
     * @param most in bytes, for one form
     * @param room what it shares with the other bodies; given back by whoever has made the share
     * @param full why there is no more of it
     */
    public record Bounds(long most, Room.Share room, Supplier<CallError> full) {}

    /**
     * The boundary of a form.
     *
     * @param contentTypes all that a request says of its type
     * @return empty if it is no form
     * @throws CallError if it is a form, and its boundary could be read in two ways
     */
    public static Optional<String> boundary(List<String> contentTypes) {
        if (contentTypes.stream().noneMatch(FormUpload::isForm)) {
            return Optional.empty();
        }
        try {
            if (contentTypes.size() > 1) {
                throw new FormException("found " + contentTypes.size() + " content-types");
            }
            return Optional.of(boundary(Parameters.of(contentTypes.getFirst())));
        } catch (FormException e) {
            throw invalid(e);
        }
    }

    private static boolean isForm(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /** Nothing else stands beside it, but that the fields are in UTF-8. */
    private static String boundary(Parameters parameters) throws FormException {
        String boundary = parameters.get("boundary");
        if (boundary == null
                || parameters.isEscaped("boundary")
                || !BOUNDARY.matcher(boundary).matches()) {
            throw new FormException("found no boundary of 1 to 70 letters, digits and '()+_./:=?- in content-type");
        }
        String charset = parameters.get("charset");
        boolean usual = charset == null || charset.equalsIgnoreCase("utf-8");
        if (!usual || !parameters.names().allMatch(KNOWN::contains)) {
            throw new FormException("found more than a boundary in content-type");
        }
        return boundary;
    }

    /**
     * Reads a form until its model is known, or until it ends without one.
     *
     * @param bytes the form; pulled by nobody else from now on
     * @param boundary of the form
     * @param bounds what may be held
     * @return the form from its first byte on; a {@link CallError} if it is none, or too much would have to be held
     */
    public static Future<FormUpload> begin(Source<Buffer> bytes, String boundary, Bounds bounds) {
        FormUpload form = new FormUpload(bytes, new FormScan(boundary), new ArrayDeque<>());
        return form.look(bounds, 0);
    }

    /**
     * The model that the form names.
     *
     * @return empty if it names none
     */
    public String model() {
        FormScan.Field field = scan.model();
        return field == null ? "" : field.value();
    }

    /**
     * The form with another model, where it names one.
     *
     * @param upload this form, of which nothing has been pulled
     * @param model as the provider knows it
     * @return the same if the name is the same
     */
    public Body.Upload withModel(Body.Upload upload, String model) {
        FormScan.Field field = scan.model();
        if (field == null || field.value().equals(model)) {
            return upload;
        }
        Buffer before = Buffer.buffer();
        held.forEach(before::appendBuffer);
        byte[] name = model.getBytes(StandardCharsets.UTF_8);
        Deque<Buffer> renamed = new ArrayDeque<>();
        renamed.add(before.slice(0, (int) field.start()));
        renamed.add(Buffer.buffer(name));
        renamed.add(before.slice((int) field.end(), before.length()));
        long length = upload.length() < 0 ? -1 : upload.length() - (field.end() - field.start()) + name.length;
        return new Body.Upload(new FormUpload(rest, scan, renamed), length);
    }

    @Override
    public Future<Buffer> next() {
        Buffer first = held.poll();
        return first != null ? Future.succeededFuture(first) : rest.next().compose(this::passing);
    }

    @Override
    public void cancel() {
        held.clear();
        rest.cancel();
    }

    private Future<FormUpload> look(Bounds bounds, long holding) {
        long holds = holding;
        while (scan.model() == null && !scan.isComplete()) {
            long sofar = holds;
            Future<Long> all = rest.next().compose(came -> taken(came, bounds, sofar));
            if (!all.isComplete()) {
                return all.compose(more -> look(bounds, more));
            }
            if (all.failed()) {
                return Future.failedFuture(all.cause());
            }
            holds = all.result();
        }
        return Future.succeededFuture(this);
    }

    private Future<Long> taken(@Nullable Buffer chunk, Bounds bounds, long holding) {
        if (chunk != null && holding + chunk.length() > bounds.most()) {
            return refused(tooFar(bounds.most()));
        }
        if (chunk != null && !bounds.room().take(chunk.length())) {
            return refused(bounds.full().get());
        }
        return passing(chunk).map(passed -> {
            if (passed == null) {
                return holding;
            }
            held.add(passed);
            return holding + passed.length();
        });
    }

    private Future<Buffer> passing(@Nullable Buffer chunk) {
        try {
            if (chunk == null) {
                return scan.isComplete()
                        ? Future.succeededFuture()
                        : refused(invalid(new FormException("found its end before the last boundary")));
            }
            scan.feed(chunk);
            return Future.succeededFuture(chunk);
        } catch (FormException e) {
            return refused(invalid(e));
        }
    }

    private <T> Future<T> refused(CallError why) {
        cancel();
        return Future.failedFuture(why);
    }

    private static CallError tooFar(long most) {
        return CallError.of(
                        Category.TOO_LARGE,
                        "request_too_large",
                        "Expected the field 'model' within the first " + most
                                + " bytes of the form, found it nowhere there. Send it before the file, or have server.max-body raised.")
                .withParam("model");
    }

    private static CallError invalid(FormException e) {
        return CallError.of(
                Category.INVALID_REQUEST,
                "invalid_form",
                "Expected a " + TYPE + " body that can be read in one way only, but " + e.found() + ".");
    }
}
