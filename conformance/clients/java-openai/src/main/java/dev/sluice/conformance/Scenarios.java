package dev.sluice.conformance;

import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.vectorstores.VectorStoreCreateParams;
import com.openai.models.vectorstores.VectorStoreSearchParams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What each scenario does with the Java SDK. Requests are the catalogue's; results are what the SDK made of the replies. */
final class Scenarios {

    /** One scenario in one mode; its result is written as JSON. */
    interface Scenario {
        Object run(Task task) throws Exception;
    }

    /** By scenario, or by scenario/mode where only one is there or the two have nothing in common. */
    private static final Map<String, Scenario> ALL = Map.ofEntries(
            Map.entry("chat", task -> chat(task, chatParams(task))),
            Map.entry("meaning", ChatScenarios::meaning),
            Map.entry("meaning-async", ChatScenarios::meaningAsync),
            Map.entry("meaning-responses", ResponseScenarios::meaning),
            Map.entry("counting", ResponseScenarios::counting),
            Map.entry("leaving", ChatScenarios::leaving),
            Map.entry("vectors", Scenarios::vectors),
            Map.entry("chat-parse", ChatScenarios::parse),
            Map.entry("chat-large", ChatScenarios::large),
            Map.entry("chat-async/whole", ChatScenarios::async),
            Map.entry("chat-async/streamed", ChatScenarios::asyncStreamed),
            Map.entry("chat-drip", ChatScenarios::drip),
            Map.entry("chat-cancel/whole", ChatScenarios::cancelWhole),
            Map.entry("chat-cancel/streamed", ChatScenarios::cancelStreamed),
            Map.entry("chat-raw/whole", ChatScenarios::raw),
            Map.entry("chat-raw/streamed", ChatScenarios::rawStreamed),
            Map.entry("responses", task -> responses(task, task.request(ResponseCreateParams.Body.class))),
            Map.entry("responses-stored/whole", Scenarios::responsesStored),
            Map.entry("responses-stored/streamed", Scenarios::responsesStoredStreamed),
            Map.entry("completions", task -> completions(task, task.request(CompletionCreateParams.Body.class))),
            Map.entry("embeddings", Scenarios::embeddings),
            Map.entry("models-list", task -> task.sdk().models().list().items()),
            Map.entry("models-retrieve", task -> task.sdk().models().retrieve(task.given().get("name").asText())),
            Map.entry("moderations", Scenarios::moderations),
            Map.entry("images-generate", Scenarios::imagesGenerate),
            Map.entry("images-edit", Scenarios::imagesEdit),
            Map.entry("audio-transcription", Scenarios::transcription),
            Map.entry("audio-speech", Scenarios::speech),
            Map.entry("files", Scenarios::files),
            Map.entry("batches", Scenarios::batches),
            Map.entry("vector-stores", Scenarios::vectorStores),
            Map.entry("replay", Scenarios::replay));

    static Scenario find(String name, String mode) {
        return ALL.getOrDefault(name + "/" + mode, ALL.get(name));
    }

    static ChatCompletionCreateParams chatParams(Task task) {
        return chatParams(task.request(ChatCompletionCreateParams.Body.class));
    }

    private static ChatCompletionCreateParams chatParams(ChatCompletionCreateParams.Body body) {
        return ChatCompletionCreateParams.builder().body(body).build();
    }

    private static Object chat(Task task, ChatCompletionCreateParams params) {
        var completions = task.sdk().chat().completions();
        return task.streamed() ? all(() -> completions.createStreaming(params)) : completions.create(params);
    }

    private static Object responses(Task task, ResponseCreateParams.Body body) {
        var params = ResponseCreateParams.builder().body(body).build();
        var responses = task.sdk().responses();
        return task.streamed() ? all(() -> responses.createStreaming(params)) : responses.create(params);
    }

    private static Object completions(Task task, CompletionCreateParams.Body body) {
        var params = CompletionCreateParams.builder().body(body).build();
        var completions = task.sdk().completions();
        return task.streamed() ? all(() -> completions.createStreaming(params)) : completions.create(params);
    }

    private static <T> List<T> all(Supplier<StreamResponse<T>> call) {
        try (var events = call.get()) {
            return events.stream().toList();
        }
    }

    private static Object responsesStored(Task task) {
        var body = task.request(ResponseCreateParams.Body.class);
        var responses = task.sdk().responses();
        var created = responses.create(ResponseCreateParams.builder().body(body).build());
        var steps = new ArrayList<Object>(List.of(created, responses.retrieve(created.id())));
        steps.addAll(responses.inputItems().list(created.id()).items());
        steps.add(responses.cancel(created.id()));
        responses.delete(created.id());
        return steps;
    }

    private static Object responsesStoredStreamed(Task task) {
        var body = task.request(ResponseCreateParams.Body.class);
        var responses = task.sdk().responses();
        var created = responses.create(ResponseCreateParams.builder().body(body).build());
        return all(() -> responses.retrieveStreaming(created.id()));
    }

    private static Object vectors(Task task) {
        var params = EmbeddingCreateParams.builder().body(task.request(EmbeddingCreateParams.Body.class)).build();
        return task.sdk().embeddings().create(params).data().stream().map(Embedding::embedding).toList();
    }

    private static Object embeddings(Task task) {
        var body = task.request(EmbeddingCreateParams.Body.class);
        return task.sdk().embeddings().create(EmbeddingCreateParams.builder().body(body).build());
    }

    private static Object moderations(Task task) {
        var body = task.request(ModerationCreateParams.Body.class);
        return task.sdk().moderations().create(ModerationCreateParams.builder().body(body).build());
    }

    private static Object imagesGenerate(Task task) {
        var body = task.request(ImageGenerateParams.Body.class);
        return task.sdk().images().generate(ImageGenerateParams.builder().body(body).build());
    }

    private static Object imagesEdit(Task task) {
        return task.sdk().images().edit(ImageEditParams.builder()
                .image(task.file())
                .model(task.requestText("model"))
                .prompt(task.requestText("prompt"))
                .build());
    }

    private static Object transcription(Task task) {
        var transcriptions = task.sdk().audio().transcriptions();
        var params = TranscriptionCreateParams.builder()
                .file(task.upload("speech.mp3"))
                .model(task.requestText("model"))
                .language(task.requestText("language"))
                .build();
        return task.streamed() ? all(() -> transcriptions.createStreaming(params)) : transcriptions.create(params);
    }

    private static Object speech(Task task) throws IOException {
        var body = task.request(SpeechCreateParams.Body.class);
        try (var reply = task.sdk().audio().speech().create(SpeechCreateParams.builder().body(body).build())) {
            return List.of(reply.headers().values("content-type"), content(reply));
        }
    }

    private static Object content(HttpResponse reply) throws IOException {
        return Task.digest(reply.body().readAllBytes());
    }

    private static Object files(Task task) throws IOException {
        var files = task.sdk().files();
        var upload = FileCreateParams.builder().file(task.upload("Übung.jsonl")).purpose(FilePurpose.BATCH).build();
        var uploaded = files.create(upload);
        var steps = new ArrayList<Object>(List.of(uploaded, files.list().items(), files.retrieve(uploaded.id())));
        try (var reply = files.content(uploaded.id())) {
            steps.add(content(reply));
        }
        steps.add(files.delete(uploaded.id()));
        return steps;
    }

    private static Object batches(Task task) {
        var batches = task.sdk().batches();
        var body = task.request(BatchCreateParams.Body.class);
        var created = batches.create(BatchCreateParams.builder().body(body).build());
        var id = created.id();
        return List.of(created, batches.retrieve(id), batches.list().items(), batches.cancel(id));
    }

    private static Object vectorStores(Task task) {
        var stores = task.sdk().vectorStores();
        var name = task.given().get("name").asText();
        var created = stores.create(VectorStoreCreateParams.builder().name(name).build());
        var search = VectorStoreSearchParams.builder().query(task.given().get("query").asText()).build();
        var found = stores.search(created.id(), search).items();
        return List.of(created, stores.retrieve(created.id()), stores.list().items(), found, stores.delete(created.id()));
    }

    private static Object replay(Task task) {
        var request = task.recording().get("request");
        return switch (task.recording().get("path").asText()) {
            case "/v1/chat/completions" ->
                chat(task, chatParams(Task.read(request, ChatCompletionCreateParams.Body.class)));
            case "/v1/responses" -> responses(task, Task.read(request, ResponseCreateParams.Body.class));
            default -> completions(task, Task.read(request, CompletionCreateParams.Body.class));
        };
    }

    private Scenarios() {}
}
