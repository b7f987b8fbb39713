package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Part.Media;
import dev.sluice.api.prompt.Part.Media.Kind;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of each part that is not text. */
class MediaPartsTest {

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(
                        "{'type':'image_url','image_url':{'url':'https://x/y.png'}}",
                        by(Kind.IMAGE, "https://x/y.png")),
                Arguments.of("{'type':'image_url','image_url':'https://x/y.png'}", by(Kind.IMAGE, "https://x/y.png")),
                Arguments.of("{'type':'input_image','image_url':'iVBORw0K'}", in(Kind.IMAGE, null, 8)),
                Arguments.of("{'type':'input_image','file_id':'file-1'}", in(Kind.IMAGE, null, 0)),
                Arguments.of("{'type':'image_url','image_url':7}", in(Kind.IMAGE, null, 0)),
                Arguments.of(
                        "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}",
                        in(Kind.IMAGE, "image/png", 26)),
                Arguments.of(
                        "{'type':'image_url','image_url':{'url':'data:image/svg+xml,<a/>;'}}",
                        in(Kind.IMAGE, "image/svg+xml", 24)),
                Arguments.of("{'type':'image_url','image_url':{'url':'data:,AAAA'}}", in(Kind.IMAGE, null, 10)),
                Arguments.of("{'type':'image_url','image_url':{'url':'data:AAAA'}}", in(Kind.IMAGE, null, 9)),
                Arguments.of("{'type':'video_url','video_url':{'url':'https://x/y'}}", by(Kind.VIDEO, "https://x/y")),
                Arguments.of(
                        "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}",
                        in(Kind.AUDIO, "audio/wav", 4)),
                Arguments.of("{'type':'input_audio','data':'AAAA'}", in(Kind.AUDIO, null, 4)),
                Arguments.of("{'type':'input_audio','input_audio':{}}", in(Kind.AUDIO, null, 0)),
                Arguments.of("{'type':'file','file':{'file_id':'file-1'}}", by(Kind.FILE, "file-1")),
                Arguments.of("{'type':'file','file_url':'https://x/y.pdf'}", by(Kind.FILE, "https://x/y.pdf")),
                Arguments.of("{'type':'input_file','file_id':'file-1'}", by(Kind.FILE, "file-1")),
                Arguments.of(
                        "{'type':'input_file','file_data':'data:application/pdf;base64,AA'}",
                        in(Kind.FILE, "application/pdf", 30)),
                Arguments.of("{'type':'hologram'}", new Part.Unknown("hologram")));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void readsWhatThePartSays(String part, Part expected) {
        Obj json = (Obj) Json.parse(Buffer.buffer(part.replace('\'', '"')));

        Part read = MediaParts.read(json.text("type"), json);

        assertThat(read).isEqualTo(expected);
    }

    private static Media by(Kind kind, String reference) {
        return new Media(kind, null, reference, 0);
    }

    private static Media in(Kind kind, String mediaType, int size) {
        return new Media(kind, mediaType, null, size);
    }
}
