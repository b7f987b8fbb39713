package dev.sluice.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the client is told of, in its own dialect, so that its SDK raises its own typed exception.
 *
 * <p>The message says what was expected, what was found and what to do. It reaches the client as it is: no secret, no
 * prompt text, no inner address belongs in it; what is for the operator alone goes into the cause. No stack trace is
 * taken, since refusing a call is not exceptional for a proxy.
 */
public final class CallError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is; each has the HTTP status from which SDKs choose their exception. */
    public enum Category {
        /** The request cannot be understood or is not allowed as it stands. */
        INVALID_REQUEST(400),
        /** No credentials, or wrong ones. */
        AUTHENTICATION(401),
        /** The credentials are right, but not for this. */
        PERMISSION(403),
        /** No such path, model or object. */
        NOT_FOUND(404),
        /** The path exists, but not with this method. */
        METHOD_NOT_ALLOWED(405),
        /** The client took too long to send its request. */
        REQUEST_TIMEOUT(408),
        /** The body is larger than the limit. */
        TOO_LARGE(413),
        /** The body's media type is not one that the path takes. */
        UNSUPPORTED_MEDIA_TYPE(415),
        /** The protocol that was asked for is spoken here in another version. */
        UPGRADE_REQUIRED(426),
        /** A quota or rate is used up. */
        RATE_LIMITED(429),
        /** The header is larger than the limit. */
        HEADERS_TOO_LARGE(431),
        /** Nobody is left to read the answer. Never sent; recorded. */
        CANCELLED(499),
        /** A fault of Sluice or of one of its filters. */
        INTERNAL(500),
        /** The provider could not be reached, broke off, or answered what makes no sense. */
        UPSTREAM(502),
        /** No capacity at the moment. */
        OVERLOADED(503),
        /** The provider did not answer in time. */
        TIMEOUT(504);

        private final int status;

        Category(int status) {
            this.status = status;
        }

        /**
         * The HTTP status.
         *
         * @return 400 to 504
         */
        public int status() {
            return status;
        }
    }

    private final Category category;
    private final String code;
    private final @Nullable String param;
    private final @Nullable Duration retryAfter;
    private final transient Headers headers;

    private CallError(
            Category category,
            String code,
            String message,
            @Nullable String param,
            @Nullable Duration retryAfter,
            Headers headers,
            @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.category = category;
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
        this.headers = headers;
    }

    /**
     * Makes an error.
     *
     * @param category what kind of failure it is
     * @param code a stable word for programs, lower case with underscores, such as {@code model_not_found}
     * @param message a sentence or two for people
     * @return the error
     */
    public static CallError of(Category category, String code, String message) {
        return new CallError(category, code, message, null, null, Headers.empty(), null);
    }

    /**
     * Says that nobody waits for an answer any more.
     *
     * @param message why
     * @return a failure of {@link Category#CANCELLED}
     */
    public static CallError cancelled(String message) {
        return of(Category.CANCELLED, "cancelled", message);
    }

    /**
     * Says that a filter has to look at a reply, and cannot: nothing passes for looked at that was not.
     *
     * @param found what came instead of the endpoint's own documents or events
     * @return a failure of {@link Category#UPSTREAM}
     */
    public static CallError unreadableReply(String found) {
        return of(
                Category.UPSTREAM,
                "unreadable_reply",
                "Expected a reply that the filters of this route can read, but the provider sent " + found
                        + ". Nothing of it was passed on.");
    }

    /**
     * Names the part of the request that is at fault.
     *
     * @param param a field's name or JSON path, such as {@code messages[2].role}
     * @return a copy
     */
    public CallError withParam(String param) {
        return new CallError(category, code, message(), param, retryAfter, headers, getCause());
    }

    /**
     * Says when trying again makes sense.
     *
     * @param delay from now; sent as {@code retry-after}, rounded up to seconds
     * @return a copy
     */
    public CallError withRetryAfter(Duration delay) {
        return new CallError(category, code, message(), param, delay, headers, getCause());
    }

    /**
     * Adds a field to the header of the answer, such as one that the client's SDK reads beside the status.
     *
     * @param name in lower case
     * @param value without line breaks
     * @return a copy
     */
    public CallError withHeader(String name, String value) {
        return new CallError(category, code, message(), param, retryAfter, headers.with(name, value), getCause());
    }

    /**
     * Adds what the operator should see and the client should not.
     *
     * @param cause logged and recorded, never sent
     * @return a copy
     */
    public CallError withCause(Throwable cause) {
        return new CallError(category, code, message(), param, retryAfter, headers, cause);
    }

    /**
     * The kind of failure.
     *
     * @return its category
     */
    public Category category() {
        return category;
    }

    /**
     * The HTTP status.
     *
     * @return the category's
     */
    public int status() {
        return category.status();
    }

    /**
     * The stable word for programs.
     *
     * @return lower case with underscores
     */
    public String code() {
        return code;
    }

    /**
     * The text for people.
     *
     * @return never null, unlike {@link #getMessage()} by its type
     */
    public String message() {
        String message = getMessage();
        return message == null ? code : message;
    }

    /**
     * The part of the request at fault.
     *
     * @return null if it is not one part's fault
     */
    public @Nullable String param() {
        return param;
    }

    /**
     * What is added to the header of the answer.
     *
     * @return empty nearly always
     */
    public Headers headers() {
        return headers;
    }

    /**
     * When to try again.
     *
     * @return null if trying again will not help, or nobody knows when
     */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
