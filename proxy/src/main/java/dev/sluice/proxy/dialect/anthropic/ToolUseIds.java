package dev.sluice.proxy.dialect.anthropic;

/** Ids of tool calls as Claude's APIs take them: letters, digits, {@code _} and {@code -}. */
public final class ToolUseIds {

    private ToolUseIds() {}

    /**
     * Makes an id fit.
     *
     * @param id of a call, or of the result that answers it
     * @return itself, or the same one for the same id
     */
    public static String allowed(String id) {
        return id.chars().allMatch(ToolUseIds::isAllowed)
                ? id
                : id.chars()
                        .map(c -> isAllowed(c) ? c : '_')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
