package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the tools on offer are allowed, and not too many. */
record ToolsCheck(@Nullable Integer max, Wildcards allowed) implements Check<Prompt> {

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Tool> tools = prompt.tools();
        if (max != null && tools.size() > max) {
            found.add(new Violation(
                    "too_many_tools",
                    "tools",
                    "at most " + max + " tools",
                    String.valueOf(tools.size()),
                    "offer fewer"));
        }
        for (int i = 0; i < tools.size(); i++) {
            String name = tools.get(i).name();
            if (!allowed.allow(name)) {
                found.add(new Violation(
                        "tool_not_allowed", "tools[" + i + "]", "one of " + allowed, Shown.of(name), "leave it out"));
            }
        }
    }
}
