package dev.sluice.proxy.usage;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Metering;
import dev.sluice.api.Operation;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.prompt.Prompt;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of one call where its provider did not, at most once: several look on, and all ask when the reply has
 * ended. Words are counted; pictures, sound, and thinking that is not shown are not.
 */
final class Count implements Metering {

    private static final int BYTES_A_TOKEN = 4;
    private static final Set<Operation> COUNTED =
            Set.of(Operation.CHAT, Operation.TEXT_COMPLETION, Operation.EMBEDDINGS);

    private final Call call;
    private final Target target;
    private final Meters meters;
    private final Metering reader;
    private final LongSupplier answer;
    private long input = -1;
    private long output = -1;

    /**
     * Prepares.
     *
     * @param call as it was sent
     * @param target where to
     * @param meters know tokens and prices
     * @param reader knows what the provider has told
     * @param answer counts the tokens of what has come of it
     */
    Count(Call call, Target target, Meters meters, Metering reader, LongSupplier answer) {
        this.call = call;
        this.target = target;
        this.meters = meters;
        this.reader = reader;
        this.answer = answer;
    }

    @Override
    public @Nullable Usage told(@Nullable Usage read) {
        return reader.told(read);
    }

    @Override
    public @Nullable Usage complete(@Nullable Usage told) {
        if (!COUNTED.contains(call.operation())) {
            return told;
        }
        Usage known = told == null ? Usage.NONE : told;
        return new Usage(
                known.input() > 0 ? known.input() : input(),
                Math.max(known.output(), output()),
                known.cachedInput(),
                known.cacheWrite(),
                known.longCacheWrite(),
                known.reasoning(),
                known.audioInput(),
                known.audioOutput(),
                known.imageInput(),
                known.imageOutput(),
                true,
                known.tier());
    }

    @Override
    public @Nullable BigDecimal cost(Usage usage) {
        return meters.facts(target).cost(usage);
    }

    @Override
    public boolean assumes(Usage usage) {
        return meters.facts(target).assumes(usage);
    }

    private long input() {
        if (input < 0) {
            input = prompt();
        }
        return input;
    }

    private long output() {
        if (output < 0) {
            output = answer.getAsLong();
        }
        return output;
    }

    private long prompt() {
        try {
            Prompt prompt = call.prompt();
            return prompt == null ? unread() : meters.tokens(target, prompt.texts());
        } catch (JsonSyntaxException e) {
            return unread();
        }
    }

    private long unread() {
        return call.body() instanceof Body.Bytes all ? all.bytes().length() / BYTES_A_TOKEN : 0;
    }
}
