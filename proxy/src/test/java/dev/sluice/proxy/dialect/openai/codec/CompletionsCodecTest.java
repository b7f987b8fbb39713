package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.codec.CodecContract;
import java.util.Objects;

class CompletionsCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        return Objects.requireNonNull(new OpenAiDialect()
                .endpoints().stream()
                        .filter(endpoint -> endpoint.name().equals("completions"))
                        .findFirst()
                        .orElseThrow()
                        .replyLens());
    }

    /** A prompt is words alone: calls and their results have no ids that could come back. */
    @Override
    public boolean pairsByName() {
        return true;
    }
}
