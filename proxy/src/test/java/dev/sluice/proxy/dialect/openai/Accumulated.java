package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Texts;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Puts streams together as an SDK does, knowing nothing of lenses: texts by their place. */
final class Accumulated {

    private static final List<String> FIELDS = List.of("content", "refusal", "reasoning", "reasoning_content", "text");

    final Map<String, String> streamed = new TreeMap<>();
    final Map<String, String> repeated = new TreeMap<>();

    static Accumulated of(Buffer stream) {
        Accumulated all = new Accumulated();
        for (Event event : Streams.events(stream)) {
            Obj data = EventData.object(event);
            if (data != null) {
                all.choices(data, "delta");
                all.response(data);
            }
        }
        all.streamed.values().removeIf(String::isEmpty);
        return all;
    }

    static Map<String, String> whole(Obj body) {
        Accumulated all = new Accumulated();
        all.choices(body, "message");
        all.streamed.values().removeIf(String::isEmpty);
        return all.streamed;
    }

    Map<String, String> mapped(UnaryOperator<String> map) {
        Map<String, String> mapped = new TreeMap<>(streamed);
        mapped.replaceAll((place, text) -> map.apply(text));
        mapped.values().removeIf(String::isEmpty);
        return mapped;
    }

    private void choices(Obj data, String holder) {
        objects(data.get("choices")).forEach(choice -> {
            String place = choice.get("index") instanceof Num n ? n.text() : "0";
            take(place, choice);
            if (choice.get(holder) instanceof Obj delta) {
                take(place, delta);
                int[] index = {0};
                objects(delta.get("tool_calls")).forEach(call -> {
                    String at = place + "/call" + (call.get("index") instanceof Num n ? n.text() : index[0]++);
                    add(streamed, at, call.at("/function/arguments"));
                });
                add(streamed, place + "/function", delta.at("/function_call/arguments"));
            }
        });
    }

    private void take(String place, Obj holder) {
        FIELDS.forEach(field -> add(streamed, place + "/" + field, holder.get(field)));
    }

    private void response(Obj data) {
        String type = data.has("type") ? String.valueOf(data.text("type")) : "";
        String place = type.replaceAll("\\.(delta|done)$", "") + "/" + data.get("output_index") + "/"
                + data.get("content_index") + "/" + data.get("summary_index") + "/" + data.get("command_index");
        if (type.endsWith(".delta") && !type.contains("shell_call_output")) {
            add(streamed, place, data.get("delta"));
        } else if (type.endsWith(".done")) {
            Stream.of("text", "refusal", "arguments", "input", "code", "command")
                    .forEach(field -> add(repeated, place, data.get(field)));
        }
    }

    private static void add(Map<String, String> texts, String place, Json value) {
        if (value instanceof Str text) {
            texts.merge(place, text.value(), String::concat);
        }
    }

    private static Stream<Obj> objects(Json value) {
        return Texts.objects(value);
    }
}
