package dev.sluice.proxy.upstream.sandbox.voice;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The smallest media that players and viewers take. */
public final class Media {

    /** A PNG of one transparent pixel, in Base64. */
    public static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=";

    private static final int RATE = 8_000;
    private static final byte SILENCE = (byte) 128;

    private Media() {}

    /**
     * A tenth of a second of silence.
     *
     * @return a WAV file: 8 kHz, 8 bits, one channel
     */
    public static Buffer wav() {
        int samples = RATE / 10;
        Buffer wav = Buffer.buffer();
        wav.appendBytes(ascii("RIFF"))
                .appendIntLE(36 + samples)
                .appendBytes(ascii("WAVEfmt "))
                .appendIntLE(16);
        wav.appendShortLE((short) 1).appendShortLE((short) 1).appendIntLE(RATE).appendIntLE(RATE);
        wav.appendShortLE((short) 1)
                .appendShortLE((short) 8)
                .appendBytes(ascii("data"))
                .appendIntLE(samples);
        for (int i = 0; i < samples; i++) {
            wav.appendByte(SILENCE);
        }
        return wav;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
