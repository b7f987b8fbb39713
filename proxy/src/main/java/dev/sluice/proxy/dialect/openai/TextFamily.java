package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.proxy.dialect.Numbers;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text that responses stream: in events {@code response.NAME.delta}, and then whole in {@code response.NAME.done}. */
enum TextFamily {
    OUTPUT_TEXT("output_text", Kind.CONTENT, "text", "content_index"),
    REFUSAL("refusal", Kind.REFUSAL, "refusal", "content_index"),
    REASONING_TEXT("reasoning_text", Kind.REASONING, "text", "content_index"),
    REASONING_SUMMARY("reasoning_summary_text", Kind.REASONING, "text", "summary_index"),
    FUNCTION_ARGUMENTS("function_call_arguments", Kind.TOOL_ARGUMENTS, "arguments", ""),
    MCP_ARGUMENTS("mcp_call_arguments", Kind.TOOL_ARGUMENTS, "arguments", ""),
    CUSTOM_TOOL_INPUT("custom_tool_call_input", Kind.TOOL_INPUT, "input", ""),
    CODE("code_interpreter_call_code", Kind.TOOL_INPUT, "code", ""),
    SHELL_COMMAND("shell_call_command", Kind.TOOL_INPUT, "command", "command_index"),
    PATCH("apply_patch_call_operation_diff", Kind.TOOL_INPUT, "diff", ""),
    TRANSCRIPT("audio.transcript", Kind.CONTENT, "transcript", "");

    private static final String RESPONSE = "response.";
    private static final String DELTA = ".delta";
    private static final String DONE = ".done";
    private static final Map<String, TextFamily> BY_DELTA =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(f -> f.type(DELTA), Function.identity()));
    private static final Map<String, TextFamily> BY_DONE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(f -> f.type(DONE), Function.identity()));

    private final String family;
    private final Kind kind;
    private final String wholeField;
    private final String partField;

    TextFamily(String family, Kind kind, String wholeField, String partField) {
        this.family = family;
        this.kind = kind;
        this.wholeField = wholeField;
        this.partField = partField;
    }

    /** The family whose delta an event of this type is; null if it is none. */
    static @Nullable TextFamily ofDelta(String type) {
        return BY_DELTA.get(type);
    }

    /** The family whose end an event of this type is; null if it is none. */
    static @Nullable TextFamily ofDone(String type) {
        return BY_DONE.get(type);
    }

    /** The member with the whole text in the event that ends it. */
    String wholeField() {
        return wholeField;
    }

    /** The channel of an event of this family. */
    Channel channel(Obj event) {
        int part = partField.isEmpty() ? 0 : Numbers.asInt(event.number(partField), 0);
        int place = this == REASONING_SUMMARY ? ResponseTexts.SUMMARIES + part : part;
        return new Channel(Numbers.asInt(event.number("output_index"), 0), kind, place);
    }

    private String type(String suffix) {
        return RESPONSE + family + suffix;
    }
}
