package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Dialects;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody's words get no more trust than the user's, and who sent them is told. */
class UnsaidRolesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ollama chat", "cohere chat"})
    void areTakenForTheUsersWithAWarning(String name) {
        Speaker speaker = Speaker.all(Dialects.builtIn().all()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Obj body = (Obj) Json.parse(Buffer.buffer("{\"model\":\"m\",\"messages\":[{\"content\":\"hi\"}]}"));
        Losses losses = new Losses();

        ChatRequest read = speaker.codec().readRequest(body, losses);

        assertThat(read.turns().getFirst().role()).isEqualTo(Role.USER);
        assertThat(losses.all()).singleElement().satisfies(loss -> {
            assertThat(loss.field()).isEqualTo("messages[0].role");
            assertThat(loss.kind()).isEqualTo(Losses.Kind.MAPPED);
        });
    }
}
