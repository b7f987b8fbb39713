package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.codec.CodecContract;
import java.util.Objects;

class ResponsesCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        Endpoint responses = new OpenAiDialect()
                .endpoints().stream()
                        .filter(endpoint -> endpoint.name().equals("responses"))
                        .findFirst()
                        .orElseThrow();
        return Objects.requireNonNull(responses.replyLens());
    }
}
