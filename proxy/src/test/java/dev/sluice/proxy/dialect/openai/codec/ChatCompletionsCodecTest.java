package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.codec.CodecContract;
import java.util.Objects;

class ChatCompletionsCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        return Objects.requireNonNull(new OpenAiDialect().chatEndpoint().replyLens());
    }
}
