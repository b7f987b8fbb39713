package dev.sluice.testkit.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatPart.CachePoint;
import dev.sluice.api.chat.ChatPart.Media;
import dev.sluice.api.chat.ChatPart.Reasoning;
import dev.sluice.api.chat.ChatPart.Refusal;
import dev.sluice.api.chat.ChatPart.Text;
import dev.sluice.api.chat.ChatPart.ToolCall;
import dev.sluice.api.chat.ChatPart.ToolResult;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Requests, each of which says one thing beside a question; in normal form, with turns that alternate. */
public final class RequestSamples {

    private static final String MODEL = "some-model";
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=";

    private RequestSamples() {}

    /**
     * All of them.
     *
     * @return by what they say
     */
    public static Map<String, ChatRequest> all() {
        Map<String, ChatRequest> all = new LinkedHashMap<>();
        turns().forEach((name, turns) -> all.put(name, ChatRequest.of(MODEL, turns)));
        ChatRequest plain = ChatRequest.of(MODEL, List.of(Turn.of(Role.USER, "What is this?")));
        OptionSamples.all(plain).forEach(all::put);
        return all;
    }

    /**
     * A request that says several things at once.
     *
     * @param seed the same seed, the same request
     * @return the request
     */
    public static ChatRequest mixed(int seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<List<Turn>> turns = List.copyOf(turns().values());
        List<Turn> said = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            said.addAll(turns.get(random.nextInt(turns.size())));
        }
        List<ChatRequest> options =
                List.copyOf(OptionSamples.all(ChatRequest.of(MODEL, said)).values());
        ChatRequest one = options.get(random.nextInt(options.size()));
        ChatRequest other = options.get(random.nextInt(options.size()));
        return new ChatRequest(
                MODEL,
                random.nextBoolean(),
                said,
                one.tools(),
                other.sampling(),
                one.output(),
                other.thinking(),
                one.labels());
    }

    private static Map<String, List<Turn>> turns() {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        words(turns);
        media(turns);
        tools(turns);
        thinking(turns);
        return turns;
    }

    private static void words(Map<String, List<Turn>> turns) {
        turns.put("a question", List.of(user("Grüße aus 東京 🗼 \"quoted\"\n")));
        turns.put("instructions", List.of(Turn.of(Role.SYSTEM, "Be brief."), user("Hi")));
        turns.put("several texts", List.of(new Turn(Role.USER, List.of(new Text("One"), new Text("Two")))));
        turns.put("several turns", List.of(user("Hi"), model(new Text("Hello")), user("Bye")));
        turns.put("a refusal", List.of(user("Hi"), model(new Refusal("I will not.")), user("Why?")));
        turns.put("a cache point", List.of(new Turn(Role.USER, List.of(new Text("Long"), new CachePoint(null)))));
        turns.put("a long cache point", List.of(new Turn(Role.USER, List.of(new Text("Long"), new CachePoint("1h")))));
        turns.put(
                "a cache point in the instructions",
                List.of(new Turn(Role.SYSTEM, List.of(new Text("Long"), new CachePoint(null))), user("Hi")));
    }

    private static void media(Map<String, List<Turn>> turns) {
        MediaSource url = new MediaSource.Url("https://example.com/a");
        MediaSource bytes = new MediaSource.Base64(PIXEL);
        turns.put("an image by URL", shown(new Media(Kind.IMAGE, null, url, null, null)));
        turns.put("an image in Base64", shown(new Media(Kind.IMAGE, "image/png", bytes, null, null)));
        turns.put("an image with detail", shown(new Media(Kind.IMAGE, "image/png", bytes, null, "high")));
        turns.put("sound", shown(new Media(Kind.AUDIO, "audio/wav", bytes, null, null)));
        turns.put("a video", shown(new Media(Kind.VIDEO, "video/mp4", url, null, null)));
        turns.put("a document", shown(new Media(Kind.FILE, "application/pdf", bytes, "a.pdf", null)));
        turns.put("a document by URL", shown(new Media(Kind.FILE, "application/pdf", url, null, null)));
        turns.put("a document by id", shown(new Media(Kind.FILE, null, new MediaSource.FileId("file-1"), null, null)));
        turns.put(
                "a document of words",
                shown(new Media(Kind.FILE, "text/plain", new MediaSource.Plain("All of it."), "a.txt", null)));
    }

    private static void tools(Map<String, List<Turn>> turns) {
        ToolCall one = new ToolCall("call_1", "weather", "{\"city\":\"Oslo\"}", null);
        ToolCall two = new ToolCall("call_2", "time", "{}", null);
        Text cold = new Text("-3 degrees");
        ToolResult ofOne = new ToolResult("call_1", "weather", List.of(cold), false);
        ToolResult ofTwo = new ToolResult("call_2", "time", List.of(new Text("noon")), false);
        turns.put("a tool's result", called(List.of(one), List.of(ofOne)));
        turns.put("parallel tools", called(List.of(one, two), List.of(ofOne, ofTwo)));
        turns.put("words and a tool", called(List.of(new Text("Let me see."), one), List.of(ofOne)));
        turns.put(
                "a tool that failed",
                called(List.of(one), List.of(new ToolResult("call_1", "weather", List.of(cold), true))));
        Media image = new Media(Kind.IMAGE, "image/png", new MediaSource.Base64(PIXEL), null, null);
        turns.put(
                "a tool that shows an image",
                called(List.of(one), List.of(new ToolResult("call_1", "weather", List.of(cold, image), false))));
        turns.put(
                "a signed tool call",
                called(List.of(new ToolCall("call_1", "weather", "{}", "c2lnbmVk")), List.of(ofOne)));
    }

    private static void thinking(Map<String, List<Turn>> turns) {
        turns.put("thinking", List.of(user("Hi"), model(new Reasoning("Hm.", null), new Text("Hello")), user("Bye")));
        turns.put(
                "signed thinking",
                List.of(user("Hi"), model(new Reasoning("Hm.", "c2lnbmVk"), new Text("Hello")), user("Bye")));
        turns.put(
                "encrypted thinking",
                List.of(user("Hi"), model(new Reasoning("", "c2lnbmVk"), new Text("Hello")), user("Bye")));
        turns.put(
                "redacted thinking",
                List.of(user("Hi"), model(new ChatPart.RedactedReasoning("c2VjcmV0"), new Text("Hello")), user("Bye")));
    }

    private static List<Turn> shown(Media media) {
        return List.of(new Turn(Role.USER, List.of(new Text("What is this?"), media)));
    }

    private static List<Turn> called(List<ChatPart> calls, List<ChatPart> results) {
        return List.of(
                user("How is it there?"),
                new Turn(Role.ASSISTANT, calls),
                new Turn(Role.TOOL, results),
                model(new Text("Cold.")),
                user("Thanks"));
    }

    private static Turn user(String text) {
        return Turn.of(Role.USER, text);
    }

    private static Turn model(ChatPart... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts));
    }
}
