package dev.sluice.api.chat;

/** Where the bytes of a medium are. */
public sealed interface MediaSource {

    /**
     * In the document.
     *
     * @param data in Base64
     */
    record Base64(String data) implements MediaSource {}

    /**
     * Where the provider can fetch them.
     *
     * @param url https, or what the provider has of its own ({@code gs:}, {@code s3:})
     */
    record Url(String url) implements MediaSource {}

    /**
     * With the provider already.
     *
     * @param id as the provider gave it
     */
    record FileId(String id) implements MediaSource {}

    /**
     * In the document, as words.
     *
     * @param text the words
     */
    record Plain(String text) implements MediaSource {}
}
