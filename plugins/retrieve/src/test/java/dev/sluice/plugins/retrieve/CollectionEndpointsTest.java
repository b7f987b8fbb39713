package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CollectionEndpointsTest {

    @Test
    void saysThatTheDiskIsFullAndWhatToDo() {
        AdminReply reply = CollectionEndpoints.unwritten("leave", new IOException("No space left on device"))
                .result();

        JsonObject report = json(reply);
        assertThat(reply.status()).isEqualTo(507);
        assertThat(report.getString("id")).isEqualTo("leave");
        assertThat(report.getString("status")).isEqualTo("failed");
        assertThat(report.getString("message")).contains("No space left on device", "stays", "send it again");
    }

    @Test
    void saysThatTooMuchWaits() {
        AdminReply reply = CollectionEndpoints.unwritten("leave", new RejectedExecutionException("too many wait"))
                .result();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(json(reply).getString("message")).isEqualTo("too many wait");
    }

    @Test
    void leavesOtherFailuresToTheHost() {
        IllegalStateException mistake = new IllegalStateException("a mistake");

        Future<AdminReply> reply = CollectionEndpoints.unwritten("leave", mistake);

        assertThat(reply.cause()).isSameAs(mistake);
    }

    private static JsonObject json(AdminReply reply) {
        Buffer all = Buffer.buffer();
        Sources.forEach(reply.body(), all::appendBuffer);
        return new JsonObject(all);
    }
}
