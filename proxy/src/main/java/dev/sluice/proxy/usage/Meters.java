package dev.sluice.proxy.usage;

import dev.sluice.api.Call;
import dev.sluice.api.Metering;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Models;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Has providers' replies tell what they cost, and what they have probably used where they do not say: streams that are cut, and those
 * that nobody has asked to tell. Shared by all event loops.
 */
public final class Meters {

    private static final int MOST = 1_000;

    private final Models models;
    private final Map<Target, ModelFacts> known = new ConcurrentHashMap<>();

    /**
     * Prepares for one generation.
     *
     * @param models know tokens and prices
     */
    public Meters(Models models) {
        this.models = models;
    }

    /**
     * Has a provider's reply metered.
     *
     * @param call as it was sent
     * @param target where to
     * @param reply in the call's dialect
     * @return the reply, its bytes unchanged; the same object where nothing can have been used
     */
    public Reply meter(Call call, Target target, Reply reply) {
        ReplyLens lens = reply.endpoint().replyLens();
        if (lens == null || !reply.isSuccess()) {
            return reply.metering().equals(Metering.NONE)
                    ? reply
                    : reply.withMetering(priced(reply.metering(), target));
        }
        Metering reader = reply.metering();
        return switch (reply) {
            case Whole whole ->
                whole.withMetering(new Count(call, target, this, reader, () -> said(whole, lens, target)));
            case Streamed streamed -> {
                FrameSample sample = new FrameSample(streamed.frames(), new Unpacked(streamed, lens));
                yield streamed.watched(sample)
                        .withMetering(new Count(call, target, this, reader, () -> came(sample, lens, target)));
            }
        };
    }

    /** Of a session, which counts for itself. */
    private Metering priced(Metering counted, Target target) {
        return new Metering() {
            @Override
            public @Nullable Usage told(@Nullable Usage read) {
                return counted.told(read);
            }

            @Override
            public @Nullable Usage complete(@Nullable Usage told) {
                return counted.complete(told);
            }

            @Override
            public @Nullable BigDecimal cost(Usage usage) {
                return facts(target).cost(usage);
            }

            @Override
            public boolean assumes(Usage usage) {
                return facts(target).assumes(usage);
            }
        };
    }

    long tokens(Target target, List<String> texts) {
        return models.tokens(target.model(), texts);
    }

    /** Kept for as many targets as a config may have; clients may name more. */
    ModelFacts facts(Target target) {
        ModelFacts facts = known.get(target);
        if (facts == null) {
            facts = models.facts(target);
            if (known.size() < MOST) {
                known.put(target, facts);
            }
        }
        return facts;
    }

    private long said(Whole whole, ReplyLens lens, Target target) {
        Obj json = whole.json();
        return json == null ? 0 : tokens(target, Said.in(json, lens));
    }

    private long came(FrameSample sample, ReplyLens lens, Target target) {
        return Math.round(tokens(target, Said.in(sample.kept(), lens)) * sample.weight());
    }
}
