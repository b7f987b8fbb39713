package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator types, beside a proxy that serves and without one. */
class IndexCommandTest {

    private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicReference<HostPort> admin = new AtomicReference<>();
    private String shown = "{\"max-document\":1048576}";
    private Path documents;
    private CollectionConfig config = Collections.collection(null);
    private Embedder embedder = new FakeEmbedder();
    private @Nullable HttpServer proxy;

    @BeforeEach
    void write() throws IOException {
        documents = Files.createDirectories(folder.resolve("handbook"));
        Files.writeString(documents.resolve("leave.md"), "# Leave\nThirty days.");
        admin.set(HostPort.parse("127.0.0.1:" + unused()));
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.stop(0);
        }
    }

    @Test
    void takesFilesInWhereNoProxyServes() throws IOException {
        // given
        Files.createDirectories(documents.resolve("it"));
        Files.writeString(documents.resolve("it/A.java"), "class A {}");
        // when
        int code = run("docs", documents.toString());
        // then
        assertThat(code).isZero();
        assertThat(err.toString()).contains("2 indexed (2 chunks), 0 unchanged, 0 failed");
        assertThat(run("docs", documents.toString())).isZero();
        assertThat(err.toString()).contains("0 indexed (0 chunks), 2 unchanged, 0 failed");
    }

    @Test
    void reportsWhatCannotBeReadAndGoesOn() throws IOException {
        // given
        Files.writeString(documents.resolve("broken.pdf"), "%PDF-1.7 and no more");
        Files.write(documents.resolve("picture.txt"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
        Files.write(documents.resolve("large.pdf"), new byte[(8 << 20) + 1]);
        Files.write(documents.resolve("large.txt"), new byte[4 << 20]);
        Files.createSymbolicLink(documents.resolve("loop"), documents);
        // when
        int code = run("docs", documents.toString());
        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("handbook/broken.pdf: expected a document that can be read")
                .contains("handbook/picture.txt: expected text in UTF-8")
                .contains("handbook/large.pdf: expected a document of at most 8MiB, found one of 8388609 bytes")
                .contains("handbook/large.txt: expected at most 1MiB of text, found at least 4194304 bytes")
                .contains("expected a link that does not lead back, found " + documents.resolve("loop"))
                .contains("1 indexed (1 chunks), 0 unchanged, 5 failed");
    }

    @Test
    void takesNothingInThatALinkLeadsOutTo() throws IOException {
        // given
        Path secret = Files.writeString(folder.resolve("secret.md"), "the secret");
        Files.createSymbolicLink(documents.resolve("out.md"), secret);
        Files.createSymbolicLink(documents.resolve("within.md"), documents.resolve("leave.md"));
        // when
        int code = run("docs", documents.toString());
        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("found " + documents.resolve("out.md") + ", which leads to " + secret)
                .contains("2 indexed (2 chunks), 0 unchanged, 1 failed");
    }

    @Test
    void saysWhatToDoWhereTheProxyDiesMeanwhile() throws Exception {
        // given
        serve(200, "{\"id\":\"x\",\"status\":\"indexed\",\"chunks\":3}");
        ServingCollection serving =
                ServingCollection.find(admin.get(), null, "docs").orElseThrow();
        stop();
        // when
        Report report =
                serving.put(new Incoming(Document.of("a"), "a.md", null, "one".getBytes(StandardCharsets.UTF_8)));
        // then
        assertThat(report.status()).isEqualTo(Report.Status.FAILED);
        assertThat(report.message()).contains("does not answer any more at 127.0.0.1:", "give the command again");
    }

    @Test
    void tellsWhatTheProxySaysOfADocumentThatCouldNotBeEmbedded() throws IOException {
        // given
        serve(503, "{\"id\":\"x\",\"status\":\"failed\",\"chunks\":0,\"message\":\"expected vectors\"}");
        // when
        int code = run("docs", documents.toString());
        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("handbook/leave.md: expected vectors");
    }

    @Test
    void takesAFileOnceHoweverOftenItIsNamed() throws IOException {
        // given
        Path other = Files.createDirectories(folder.resolve("other/handbook"));
        Files.writeString(other.resolve("leave.md"), "Other days.");
        // when
        run("docs", documents.toString(), documents.toString(), other.toString());
        // then
        assertThat(err.toString())
                .contains("handbook/leave.md: expected one file of this id")
                .contains("1 indexed (1 chunks), 0 unchanged, 1 failed");
    }

    @Test
    void drawsABarOnATerminal() {
        // when
        run(true, "docs", documents.toString());
        // then
        assertThat(err.toString()).contains("[########################] 100 %  1/1 files  1 chunks  0 failed");
    }

    @Test
    void printsReportsForPrograms() {
        run("docs", "--json", documents.toString());

        assertThat(out.toString().strip())
                .isEqualTo("{\"id\":\"handbook/leave.md\",\"status\":\"indexed\",\"chunks\":1}");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertThat(run("docs")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("docs", folder.resolve("nowhere").toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("docs", "--jobs", "0", documents.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("docs", "--label", "hr", documents.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("papers", documents.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("Expected NAME=VALUE after --label, found 'hr'.")
                .contains("Expected a file or a folder, found none.")
                .contains("found nothing at")
                .contains("Expected 1 to 64 jobs, found 0.")
                .contains("expected a collection of this file (docs), found 'papers'");
    }

    @Test
    void bringsFilesToTheProxyThatServes() throws IOException {
        // given
        Queue<String> asked = serve(200, "{\"id\":\"x\",\"status\":\"indexed\",\"chunks\":3}");
        // when
        int code = run("docs", "--tenant", "acme", "--label", "team=a, b", "--label", "team=hr", documents.toString());
        // then
        assertThat(code).isZero();
        assertThat(err.toString()).contains("1 indexed (3 chunks)");
        assertThat(asked).hasSize(2).allMatch(request -> request.startsWith("Bearer secret "));
        assertThat(List.copyOf(asked).get(1))
                .contains("PUT /admin/v1/collections/docs/documents/handbook%2Fleave.md?")
                .contains(
                        "tenant=acme",
                        "label.team=a%2C%20b",
                        "label.team=hr",
                        "metadata.path=leave.md",
                        "name=leave.md")
                .endsWith("# Leave\nThirty days.");
    }

    @Test
    void tellsWhatTheProxySaysOfADocument() throws IOException {
        // given
        serve(422, "{\"id\":\"x\",\"status\":\"failed\",\"chunks\":0,\"message\":\"expected text\"}");
        // then
        assertThat(run("docs", documents.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("handbook/leave.md: expected text");
    }

    @Test
    void saysThatTheProxyFailed() throws IOException {
        // given
        serve(500, "no room");
        // then
        assertThat(run("docs", documents.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("handbook/leave.md: the proxy answered 500: no room");
    }

    @Test
    void saysOnceThatTheCollectionFollowsAnother() throws IOException {
        // given
        shown = "{\"max-document\":1048576,\"writable\":false}";
        Queue<String> asked = serve(400, "{}");
        // when
        int code = run("docs", documents.toString());
        // then
        assertThat(code).isEqualTo(1);
        assertThat(asked).hasSize(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("'docs' follows another there");
    }

    @Test
    void saysThatTheProxyServesNoSuchCollection() throws IOException {
        // given
        serve(404, "");
        // then
        assertThat(run("papers", documents.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("serves the collection 'papers', but none of its chains has");
    }

    @Test
    void whatAnIndexWasMadeAnewOfIsUnchanged() {
        // given
        run("docs", documents.toString());
        config = Collections.byWords();
        assertThat(run("docs", "--rebuild")).isZero();
        // when
        int code = run("docs", documents.toString());
        // then
        assertThat(code).isZero();
        assertThat(err.toString()).contains("0 indexed (0 chunks), 1 unchanged, 0 failed");
    }

    @Test
    void saysWhatToDoWithASpoiltIndex() throws IOException {
        // given
        run("docs", documents.toString());
        Path index = folder.resolve("data/docs");
        try (Stream<Path> files = Files.list(index)) {
            for (Path file : files.filter(path -> !path.getFileName().toString().startsWith("segments"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                java.util.Arrays.fill(bytes, (byte) 7);
                Files.write(file, bytes);
            }
        }
        // when
        int opened = run("docs", documents.toString());
        int rebuilt = run("docs", "--rebuild");
        // then
        assertThat(opened).isEqualTo(1);
        assertThat(rebuilt).isEqualTo(1);
        assertThat(err.toString()
                        .lines()
                        .filter(line -> line.startsWith("expected the index of the collection 'docs'")))
                .hasSize(2)
                .allMatch(line -> line.contains("empty that folder") && line.contains(index + ".snapshots"));
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void saysWhatToDoWithAnIndexOfAnotherSchema() throws IOException {
        // given
        Path index = folder.resolve("data/docs");
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of("schema", "1").entrySet());
            writer.commit();
        }
        // when
        int code = run("docs", "--rebuild");
        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("expected an index of schema 2, found 1")
                .contains("go back to that version, or remove " + index)
                .doesNotContain("\tat ");
        assertThat(folder.resolve("data/docs.rebuilding")).doesNotExist();
    }

    @Test
    void saysOfWhichCollectionTheIndexCouldNotBeMadeAnew() throws IOException {
        // given
        config = Collections.byWords();
        run("docs", documents.toString());
        config = Collections.collection(null);
        embedder = new FailingEmbedder();
        // when
        int code = run("docs", "--rebuild");
        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines().toList().getLast())
                .startsWith("expected to make the index of the collection 'docs' anew in " + folder.resolve("data")
                        + ", found: no vectors of words, which failed: No space left on device")
                .contains("The index that was there stands");
    }

    /** Has a disk that is full. */
    private static final class FailingEmbedder implements Embedder {

        private final Embedder embedder = new FakeEmbedder();

        @Override
        public EmbeddingModel model() {
            return embedder.model();
        }

        @Override
        public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
            return Future.failedFuture(new IOException("No space left on device"));
        }

        @Override
        public int tokens(String text) {
            return embedder.tokens(text);
        }
    }

    @Test
    void makesAnIndexAnewOnlyWhereNoProxyServes() throws IOException {
        // given
        run("docs", documents.toString());
        // then
        assertThat(run("docs", "--rebuild")).isZero();
        assertThat(err.toString()).contains("Made anew of 1 documents.");
        serve(200, "");
        assertThat(run("docs", "--rebuild")).isEqualTo(1);
        assertThat(err.toString()).contains("stop it first");
    }

    private int run(String... arguments) {
        return run(false, arguments);
    }

    /** The host closes what a command has opened when it is over. */
    private int run(boolean terminal, String... arguments) {
        Surroundings surroundings = new Surroundings();
        int code = new CommandLine(new IndexCommand(surroundings, terminal))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        surroundings.fake.close().toCompletionStage().toCompletableFuture().join();
        return code;
    }

    /** An admin API that knows one collection, and answers what it is told for each document. */
    private Queue<String> serve(int status, String answer) throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestHeaders().getFirst("authorization") + " " + exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getRawPath() + "?"
                    + exchange.getRequestURI().getRawQuery() + " " + body);
            boolean document = exchange.getRequestMethod().equals("PUT");
            byte[] said = (document ? answer : shown).getBytes(StandardCharsets.UTF_8);
            int code = document || status == 404 ? status : 200;
            exchange.sendResponseHeaders(code, said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
        proxy = server;
        admin.set(HostPort.parse("127.0.0.1:" + server.getAddress().getPort()));
        return asked;
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A config with one collection, in a process of its own: its blocking work is done on other threads. */
    private final class Surroundings implements CommandContext {

        private final FakePluginContext fake = new FakePluginContext(new VirtualTime())
                .withDataFolder(folder.resolve("data"))
                .withEmbedder(embedder)
                .withCollections(Map.of("docs", config));

        @Override
        public Path dataFolder(String filter) {
            return folder;
        }

        @Override
        public <C> List<C> configs(Class<? extends FilterFactory<C>> factory) {
            return List.of();
        }

        @Override
        public PluginContext surroundings(String filter) {
            return (PluginContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {PluginContext.class},
                    (proxied, method, arguments) -> method.getName().equals("blocking")
                            ? blocking((Callable<?>) arguments[0])
                            : method.invoke(fake, arguments));
        }

        @Override
        public HostPort admin() {
            return admin.get();
        }

        @Override
        public Secret adminToken() {
            return Secret.of("secret");
        }

        private static <T> Future<T> blocking(Callable<T> work) {
            Promise<T> result = Promise.promise();
            THREADS.newThread(() -> {
                        try {
                            result.complete(work.call());
                        } catch (Exception e) {
                            result.fail(e);
                        }
                    })
                    .start();
            return result.future();
        }
    }
}
