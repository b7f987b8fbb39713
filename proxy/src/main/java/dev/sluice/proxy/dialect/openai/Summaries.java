package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Texts;
import dev.sluice.proxy.dialect.openai.codec.Usages;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what replies say of themselves. */
final class Summaries {

    private Summaries() {}

    /** Of a reply with choices, or one chunk of it; also of any other whose usage and model stand at the top. */
    static Summary ofChoices(Obj body) {
        return new Summary(named(body.text("model")), finishReason(body.array("choices")), usage(body));
    }

    private static @Nullable String finishReason(@Nullable Arr choices) {
        if (choices != null) {
            for (Json each : choices) {
                String reason = each instanceof Obj choice ? choice.text(ChoiceReply.FINISH) : null;
                if (reason != null && ChatTexts.index((Obj) each, 0) == 0) {
                    return reason;
                }
            }
        }
        return null;
    }

    /** Of a response: as a whole reply, or inside an event of its stream. */
    static Summary ofResponse(Obj body) {
        Obj response = body.object("response") == null ? body : body.object("response");
        String status = response.text("status");
        String reason = response.at("/incomplete_details/reason") == null
                ? status
                : Texts.string(response.at("/incomplete_details/reason"));
        boolean isOver = status != null && !status.equals("in_progress") && !status.equals("queued");
        return new Summary(named(response.text("model")), isOver ? reason : null, usage(response));
    }

    private static @Nullable Usage usage(Obj body) {
        Usage usage = Usages.read(body);
        return usage == null ? null : usage.withTier(body.text("service_tier"));
    }

    /** Of a stream: the last of each that any event says. */
    static Summary ofEvents(List<Event> events, Function<Obj, Summary> read) {
        Summary summary = Summary.NONE;
        for (Event event : events) {
            Obj data = EventData.object(event);
            summary = data == null ? summary : merge(summary, read.apply(data));
        }
        return summary;
    }

    private static Summary merge(Summary before, Summary after) {
        String model = after.model() == null ? before.model() : after.model();
        String reason = after.finishReason() == null ? before.finishReason() : after.finishReason();
        Usage usage = after.usage() == null ? before.usage() : after.usage();
        return new Summary(model, reason, usage);
    }

    /** Some gateways send chunks of their own without a model's name. */
    private static @Nullable String named(@Nullable String model) {
        return model == null || model.isEmpty() ? null : model;
    }
}
