package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;

/** Reads what replies say of themselves. */
final class Summaries {

    private Summaries() {}

    /** Which candidate it is: by what it says, or by its place. */
    static int index(Obj candidate, int place) {
        return Numbers.asInt(candidate.number("index"), place);
    }

    static Summary of(Obj body) {
        String finish = Texts.objects(body.get(CandidateReply.CANDIDATES))
                .filter(candidate -> index(candidate, 0) == 0)
                .map(candidate -> candidate.text(CandidateReply.FINISH))
                .filter(reason -> reason != null)
                .findFirst()
                .orElse(body.at("/promptFeedback/blockReason") instanceof Str reason ? reason.value() : null);
        Usage usage = Usages.read(body);
        String tier = body.at("/usageMetadata/serviceTier") instanceof Str word ? word.value() : null;
        return new Summary(body.text("modelVersion"), finish, usage == null ? null : usage.withTier(tier));
    }

    /** Of a stream: the last of each that any chunk says; counts grow from chunk to chunk. */
    static Summary of(List<Event> events) {
        Summary summary = Summary.NONE;
        for (Event event : events) {
            Obj chunk = EventData.object(event);
            summary = chunk == null ? summary : merge(summary, of(chunk));
        }
        return summary;
    }

    private static Summary merge(Summary before, Summary after) {
        String model = after.model() == null ? before.model() : after.model();
        String reason = after.finishReason() == null ? before.finishReason() : after.finishReason();
        Usage usage = after.usage() == null ? before.usage() : after.usage();
        return new Summary(model, reason, usage);
    }
}
