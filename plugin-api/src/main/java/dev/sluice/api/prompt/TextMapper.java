package dev.sluice.api.prompt;

/** Says what each text of a prompt becomes. */
@FunctionalInterface
public interface TextMapper {

    /**
     * Maps one text.
     *
     * @param role whose words
     * @param kind what the text is
     * @param text decoded; for {@link TextKind#TOOL_ARGUMENTS} a JSON document, so what is put into a string in it must be
     *     escaped
     * @return what stands there from now on; the same object to leave it, and its bytes, alone
     */
    String map(Role role, TextKind kind, String text);
}
