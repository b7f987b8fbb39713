package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.upstream.sandbox.model.Answer.ToolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls the first tools on offer with arguments that fit them, and says what they answered once they have.
 *
 * @param most how many tools at once
 */
record ToolCaller(int most) implements Author {

    static final ToolCaller OF_ONE = new ToolCaller(1);

    @Override
    public Answer write(Prompt prompt) {
        List<Message> messages = prompt.messages();
        if (!messages.isEmpty() && messages.getLast().role() == Role.TOOL) {
            return Answer.saying(results(messages));
        }
        if (prompt.tools().isEmpty()) {
            return Answer.saying("No tool was offered.");
        }
        return Answer.calling(calls(prompt));
    }

    /** What the last run of tool messages says. */
    private static String results(List<Message> messages) {
        int start = messages.size();
        while (start > 0 && messages.get(start - 1).role() == Role.TOOL) {
            start--;
        }
        return messages.subList(start, messages.size()).stream()
                .flatMap(message -> message.parts().stream())
                .map(part -> part instanceof Part.ToolResult result ? result.text() : "")
                .collect(Collectors.joining("\n"));
    }

    private List<ToolUse> calls(Prompt prompt) {
        String id = "call_" + Digest.hex(Transcript.of(prompt));
        List<ToolUse> calls = new ArrayList<>();
        for (Tool tool : callable(prompt.tools())) {
            if (calls.size() < Math.max(1, most)) {
                calls.add(new ToolUse(id + "_" + calls.size(), tool.name(), arguments(tool.parameters())));
            }
        }
        return calls;
    }

    /** Those that the application runs: a provider's own tools have no parameters. */
    private static List<Tool> callable(List<Tool> tools) {
        List<Tool> functions =
                tools.stream().filter(tool -> tool.parameters() != null).toList();
        return functions.isEmpty() ? tools : functions;
    }

    private static String arguments(@Nullable Obj schema) {
        return schema == null ? "{}" : Sample.of(schema).toString();
    }
}
