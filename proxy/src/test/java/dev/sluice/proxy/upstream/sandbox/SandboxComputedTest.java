package dev.sluice.proxy.upstream.sandbox;

import static dev.sluice.proxy.upstream.sandbox.Sandbox.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.api.Whole;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;

/** What the sandbox works out without a model: vectors, verdicts, media. */
class SandboxComputedTest {

    private final Sandbox sandbox = new Sandbox();

    @Test
    void aTextHasAUnitVectorOfTheAskedDimensions() {
        Obj reply = embed(Json.object("input", "red lamp", "dimensions", 64));

        float[] vector = floats(reply.at("/data/0/embedding"));

        assertThat(vector).hasSize(64);
        assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void textsAreAsNearAsTheWordsThatTheyShare() {
        Obj reply = embed(Json.object("input", Json.array("a red lamp", "a red lamp", "a red chair", "open at nine")));

        float[] lamp = floats(reply.at("/data/0/embedding"));

        assertThat(floats(reply.at("/data/1/embedding"))).isEqualTo(lamp);
        assertThat(dot(lamp, floats(reply.at("/data/2/embedding"))))
                .isGreaterThan(dot(lamp, floats(reply.at("/data/3/embedding"))) + 0.3);
    }

    @Test
    void base64HoldsTheSameFloats() {
        Obj body = Json.object("input", "red lamp", "dimensions", 16);
        float[] plain = floats(embed(body).at("/data/0/embedding"));

        Obj packed = embed(body.with("encoding_format", "base64"));

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text(packed, "/data/0/embedding")))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] unpacked = new float[16];
        bytes.asFloatBuffer().get(unpacked);
        assertThat(unpacked).isEqualTo(plain);
    }

    @Test
    void tokenNumbersAndWordlessTextsHaveVectorsToo() {
        Obj reply = embed(Json.object("input", Json.array(Json.array(1, 2), Json.array(3))));

        Obj one = embed(Json.object("input", Json.array(1, 2)));

        assertThat(reply.array("data")).hasSize(2);
        assertThat(one.at("/data/0/embedding")).hasToString(String.valueOf(reply.at("/data/0/embedding")));
        assertThat(embed(Json.object("input", "?!")).at("/data/0/embedding")).isInstanceOf(Arr.class);
    }

    @Test
    void badInputsAreNamed() {
        assertThat(sandbox.refusal("embeddings", "echo", Json.object("model", "x")))
                .hasMessage("Expected a text or a list of texts, found null.");
        assertThat(sandbox.refusal("embeddings", "echo", Json.object("input", "x", "dimensions", 0)))
                .hasMessage("Expected a number from 1 to 4096, found 0.");
    }

    @Test
    void tooMuchForOneReplyIsRefused() {
        Obj body = Json.object("input", java.util.Collections.nCopies(33, "x"), "dimensions", 4096);

        assertThat(sandbox.refusal("embeddings", "echo", body))
                .hasMessage("Expected at most 32 inputs of 4096 dimensions, found 33.");
    }

    @Test
    void nothingIsEverFlagged() {
        Obj reply = sandbox.whole("moderations", "echo", Json.object("input", Json.array("a", "b")));

        assertThat(reply.array("results")).hasSize(2);
        assertThat(reply.at("/results/1/flagged")).hasToString("false");
        assertThat(reply.at("/results/0/category_scores/self-harm~1intent")).hasToString("0");
    }

    @Test
    void imagesCanBeDecoded() throws IOException {
        Obj reply = sandbox.whole("images-generations", "echo", Json.object("prompt", "a lamp", "n", 2));

        byte[] png = Base64.getDecoder().decode(text(reply, "/data/1/b64_json"));

        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1);
    }

    @Test
    void speechCanBePlayed() throws IOException, UnsupportedAudioFileException {
        Whole reply = (Whole) sandbox.send("audio-speech", "echo", Json.object("input", "Hello", "voice", "alloy"))
                .result();

        var audio = AudioSystem.getAudioInputStream(
                new ByteArrayInputStream(reply.body().getBytes()));

        assertThat(audio.getFrameLength()).isEqualTo(800);
        assertThat(reply.headers().get("content-type")).isEqualTo("audio/wav");
    }

    @Test
    void tokensOfAPromptAreCountedAsTheyAreBilled() {
        Obj body = Json.object("input", "Hello there");

        Obj reply = sandbox.whole("responses-input-tokens", "echo", body);

        assertThat(reply.at("/input_tokens"))
                .hasToString(
                        String.valueOf(sandbox.whole("responses", "echo", body).at("/usage/input_tokens")));
    }

    @Test
    void whatIsNotStreamedSaysSo() {
        Obj body = Sandbox.streamed(Json.object("prompt", "a lamp"));

        assertThat(sandbox.refusal("images-generations", "echo", body))
                .hasMessage("The sandbox does not stream the endpoint 'images-generations'; ask for a whole reply.");
    }

    private Obj embed(Obj body) {
        return sandbox.whole("embeddings", "echo", body);
    }

    private static float[] floats(Json embedding) {
        Arr numbers = (Arr) embedding;
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) ((Num) numbers.get(i)).asDouble();
        }
        return floats;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
