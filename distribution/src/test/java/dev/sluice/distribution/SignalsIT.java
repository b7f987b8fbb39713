package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the signals do that an operator, systemd or Kubernetes sends. */
class SignalsIT {

    private static final String CONFIG = """
            version: 1
            server: { listen: 127.0.0.1:0 }
            admin: { listen: 127.0.0.1:0 }
            providers: { sandbox: {} }
            """;

    @TempDir
    Path folder;

    @Test
    void sigtermLetsTheStreamsUnderWayEndAndThenTheProcess() throws Exception {
        try (HttpClient client =
                        HttpClient.newHttpClient(); // Closed last: it waits for streams, which end with the process.
                ServedProcess sluice = ServedProcess.start(folder, CONFIG)) {
            HttpResponse<Stream<String>> reply = client.send(stream(sluice, 30, 20), BodyHandlers.ofLines());
            Iterator<String> lines = reply.body().iterator();
            String first = lines.next();

            sluice.signal("TERM");

            assertThat(first).startsWith("data: ");
            assertThat(rest(lines)).contains("data: [DONE]");
            assertThat(sluice.ended()).isZero();
        }
    }

    @Test
    void aSecondSigtermWaitsForNoCall() throws Exception {
        try (HttpClient client =
                        HttpClient.newHttpClient(); // Closed last: it waits for streams, which end with the process.
                ServedProcess sluice = ServedProcess.start(folder, CONFIG)) {
            client.send(stream(sluice, 10_000, 5), BodyHandlers.ofLines())
                    .body()
                    .iterator()
                    .next();
            sluice.signal("TERM");
            sluice.await(Pattern.compile("Stopping: 1 calls under way"));

            sluice.signal("TERM");

            assertThat(sluice.ended()).isEqualTo(1);
        }
    }

    @Test
    void sighupReadsTheConfigAgainAndBreaksNoStream() throws Exception {
        try (HttpClient client =
                        HttpClient.newHttpClient(); // Closed last: it waits for streams, which end with the process.
                ServedProcess sluice = ServedProcess.start(folder, CONFIG)) {
            HttpResponse<Stream<String>> reply = client.send(stream(sluice, 30, 20), BodyHandlers.ofLines());
            Iterator<String> lines = reply.body().iterator();
            lines.next();

            sluice.signal("HUP");
            sluice.await(Pattern.compile("Serving generation 2"));

            assertThat(rest(lines)).contains("data: [DONE]");
        }
    }

    private static List<String> rest(Iterator<String> lines) {
        return Stream.generate(() -> lines.hasNext() ? lines.next() : "")
                .limit(200)
                .takeWhile(line -> lines.hasNext() || !line.isEmpty())
                .toList();
    }

    private static HttpRequest stream(ServedProcess sluice, int tokens, int perSecond) {
        String body = "{\"model\":\"sandbox/lorem-" + tokens + "@" + perSecond
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return HttpRequest.newBuilder(URI.create(sluice.base() + "/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
