package dev.sluice.proxy.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.MediaSource;

/** Where the bytes of media are said to be. Whoever sends a medium without any believes that the model sees it. */
public final class MediaSources {

    private MediaSources() {}

    /**
     * Refuses a source that says nothing.
     *
     * @param source where the bytes are
     * @param field where it stands, as an error names it
     * @return the same
     * @throws CallError if neither data nor an address is in it
     */
    public static MediaSource given(MediaSource source, String field) {
        boolean isGiven = switch (source) {
            case MediaSource.Base64 base64 -> !base64.data().isBlank();
            case MediaSource.Url url -> !url.url().isBlank();
            case MediaSource.FileId file -> !file.id().isBlank();
            case MediaSource.Plain plain -> true;
        };
        if (!isGiven) {
            throw missing(field);
        }
        return source;
    }

    /**
     * What the caller is told of a medium that is not there.
     *
     * @param field where it should be
     * @return an error to be thrown
     */
    public static CallError missing(String field) {
        return Inputs.wrong(field, "an image, a sound or a file, by its data or its address");
    }
}
