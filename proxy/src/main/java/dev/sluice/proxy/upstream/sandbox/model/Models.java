package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.proxy.upstream.sandbox.model.Act.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's models by name: {@code KIND}, {@code KIND-NUMBER}, either with {@code @RATE} for so many tokens a second.
 */
public final class Models {

    /** Names to show: those with a number or a rate stand for all of their kind. */
    public static final List<String> NAMES = List.of(
            "echo",
            "lorem",
            "lorem-200",
            "lorem-200@50",
            "extract",
            "tool",
            "tool-2",
            "json",
            "slow",
            "hang",
            "hang-mid-stream",
            "fail-400",
            "fail-401",
            "fail-403",
            "fail-404",
            "fail-429",
            "fail-500",
            "fail-503",
            "fail-connect",
            "fail-mid-stream");

    private static final Pattern NAME = Pattern.compile("([a-z-]+?)(?:-([0-9]{1,6}))?(?:@([1-9][0-9]{0,4}))?");
    private static final Pace SLOW = new Pace(Duration.ofSeconds(2), Duration.ofMillis(100));

    private Models() {}

    /**
     * Finds a model.
     *
     * @param name as the config or a client has it
     * @return what it does; empty if there is no such model
     */
    public static Optional<Act> find(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Integer rate = number(matcher, 3);
        Pace pace = rate == null ? Pace.AT_ONCE : Pace.perSecond(rate);
        return Optional.ofNullable(act(matcher.group(1), number(matcher, 2), pace));
    }

    private static @Nullable Integer number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? null : Integer.valueOf(digits);
    }

    private static @Nullable Act act(String kind, @Nullable Integer number, Pace pace) {
        return switch (kind) {
            case "lorem" -> answers(number == null ? Lorem.USUAL : new Lorem(number), pace);
            case "tool" -> answers(number == null ? ToolCaller.OF_ONE : new ToolCaller(number), pace);
            case "fail" -> number == null || number < 400 || number > 599 ? null : new Act.Fails(number);
            default -> number == null ? plain(kind, pace) : null;
        };
    }

    private static @Nullable Act plain(String kind, Pace pace) {
        return switch (kind) {
            case "echo" -> answers(new Echo(), pace);
            case "extract" -> answers(new Extract(), pace);
            case "json" -> answers(new Documents(), pace);
            case "slow" -> answers(new Echo(), SLOW);
            case "hang" -> new Act.Silent();
            case "hang-mid-stream" -> new Act.Answers(Lorem.USUAL, pace, Ending.SILENT);
            case "fail-connect" -> new Act.Unreachable();
            case "fail-mid-stream" -> new Act.Answers(Lorem.USUAL, pace, Ending.BROKEN);
            default -> null;
        };
    }

    private static Act answers(Author author, Pace pace) {
        return new Act.Answers(author, pace, Ending.WHOLE);
    }
}
