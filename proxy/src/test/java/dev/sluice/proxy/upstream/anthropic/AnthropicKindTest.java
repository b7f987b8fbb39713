package dev.sluice.proxy.upstream.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.proxy.dialect.anthropic.AnthropicDialect;
import dev.sluice.proxy.upstream.Origin;
import dev.sluice.proxy.upstream.Outgoing;
import dev.sluice.proxy.upstream.Presets.Auth;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicKindTest {

    private static Outgoing prepared(MultiMap fields) {
        AnthropicDialect dialect = new AnthropicDialect();
        Call call = Call.builder(dialect, dialect.chatEndpoint()).build();
        Origin origin = Origin.of(URI.create("https://api.anthropic.com/v1"), Map.of());
        return new Versioned()
                .prepare(new Outgoing(call, origin, "/v1/messages", fields, Body.of(Buffer.buffer())))
                .result();
    }

    @Test
    void aRequestSaysWhichVersionItFollows() {
        assertThat(prepared(MultiMap.caseInsensitiveMultiMap()).fields().get("anthropic-version"))
                .isEqualTo("2023-06-01");
    }

    @Test
    void theClientsVersionStays() {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap().set("Anthropic-Version", "2030-01-01");

        assertThat(prepared(fields).fields().getAll("anthropic-version")).containsExactly("2030-01-01");
    }

    @Test
    void keysTravelInAFieldOfTheirOwn() {
        assertThat(new AnthropicKind().presets().get("anthropic").auth()).isEqualTo(Auth.in("x-api-key"));
    }
}
