package dev.sluice.plugins.redact;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.api.text.TextTransformers;
import dev.sluice.plugins.redact.replace.Redactor;
import dev.sluice.plugins.redact.replace.Replacer;
import dev.sluice.plugins.redact.replace.Screen;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Looks through one reply for what the model itself brings up, and tells what was done with it, never what it was. */
final class ReplyScreening implements TextTransformers {

    private final Call call;
    private final Plan plan;
    private final Replacer replacer;
    private final Meters meters;
    private final Set<String> told = new HashSet<>(0);

    ReplyScreening(Call call, Plan plan, Replacer replacer, Meters meters) {
        this.call = call;
        this.plan = plan;
        this.replacer = replacer;
        this.meters = meters;
    }

    @Override
    public TextTransformer forChannel(Channel channel) {
        return new Screen(stretch -> redacted(stretch, channel));
    }

    private String redacted(String stretch, Channel channel) {
        Redactor redactor = new Redactor(plan.replies()::scan, plan.replyActions(), replacer);
        try {
            String left = redactor.text(stretch);
            redactor.counts().forEach((entity, count) -> tell("redacted", entity, count, channel));
            return left;
        } catch (Redactor.BlockedException e) {
            tell("refused", e.entity(), 1, channel);
            throw e;
        }
    }

    private void tell(String action, String entity, int count, Channel channel) {
        meters.counter(action, "entity", entity).add(count);
        String where = channel.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String reason = entity + " in the reply's " + where;
        if (told.add(action + reason)) {
            call.journal().decide(new Decision(RedactFilter.NAME, action, reason));
        }
    }
}
