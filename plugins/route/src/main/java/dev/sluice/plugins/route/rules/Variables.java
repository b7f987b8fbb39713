package dev.sluice.plugins.route.rules;

import dev.cel.runtime.CelVariableResolver;
import dev.sluice.api.Call;
import dev.sluice.plugins.route.choose.Ask;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What expressions know of a call, each worked out when the first rule asks for it. Credentials are not among it. */
final class Variables implements CelVariableResolver {

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-goog-api-key");

    private final Ask ask;
    private final Supplier<Instant> clock;
    private final Map<String, Optional<Object>> known = new HashMap<>();

    Variables(Ask ask, Supplier<Instant> clock) {
        this.ask = ask;
        this.clock = clock;
    }

    @Override
    public Optional<Object> find(String name) {
        Optional<Object> value = known.get(name);
        if (value == null) {
            value = Optional.of(value(name));
            known.put(name, value);
        }
        return value;
    }

    /** Of a name that {@link Expression} declares; there are no others in an expression that was compiled. */
    private Object value(String name) {
        Call call = ask.call();
        return switch (name) {
            case "model" -> call.model();
            case "operation" -> call.operation().label();
            case "streamed" -> call.streamed();
            case "caller.tenant" -> call.caller().tenant();
            case "caller.key" -> call.caller().key();
            case "caller.labels" -> call.caller().labels();
            case "headers" -> headers(call);
            case "prompt.tokens" -> ask.promptTokens();
            case "prompt.max_output" -> ask.maxOutput();
            case "prompt.media" -> media();
            case "prompt.tools" -> ask.hasTools();
            case "prompt.schema" -> ask.hasSchema();
            case "time.hour" -> (long) time().getHour();
            case "time.minute" -> (long) time().getMinute();
            case "time.weekday" -> (long) time().getDayOfWeek().getValue();
            default -> throw new IllegalArgumentException("expected a variable that is declared, found " + name);
        };
    }

    private ZonedDateTime time() {
        return clock.get().atZone(ZoneOffset.UTC);
    }

    private List<String> media() {
        return ask.modalities().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Map<String, String> headers(Call call) {
        Map<String, String> fields = new HashMap<>();
        call.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!CREDENTIALS.contains(lower)) {
                fields.putIfAbsent(lower, value);
            }
        });
        return fields;
    }
}
