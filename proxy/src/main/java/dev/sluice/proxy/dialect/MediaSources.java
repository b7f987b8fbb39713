package dev.sluice.proxy.dialect;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.MediaSource;

/** Where the bytes of media are said to be. Whoever sends a medium without any believes that the model sees it. */
public final class MediaSources {

    private MediaSources() {}

    /** How much of the beginning and of the end of data is looked at: what is no Base64 shows there. */
    private static final int LOOKED_AT = 1024;

    /**
     * Refuses a source that says nothing, or what is no Base64 where that should be.
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
        if (source instanceof MediaSource.Base64 base64 && !isBase64(base64.data())) {
            throw Inputs.wrong(field, "data in Base64");
        }
        return source;
    }

    private static boolean isBase64(String data) {
        int end = data.length();
        return data.chars().limit(LOOKED_AT).allMatch(MediaSources::isBase64)
                && data.substring(Math.max(0, end - LOOKED_AT)).chars().allMatch(MediaSources::isBase64);
    }

    /** Of either alphabet; some write it in lines. */
    private static boolean isBase64(int c) {
        boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return isLetter || "+/-_=\r\n".indexOf(c) >= 0;
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
