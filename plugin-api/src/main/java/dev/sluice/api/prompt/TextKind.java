package dev.sluice.api.prompt;

/** What a text in a prompt is. */
public enum TextKind {
    /** Words of a message, of an input, of a query. */
    CONTENT,
    /** Arguments of an earlier tool call, as JSON text. */
    TOOL_ARGUMENTS,
    /** What an earlier call gave to a tool that takes free text: no JSON, nothing to escape. */
    TOOL_INPUT,
    /** What a tool answered. */
    TOOL_RESULT,
    /** The model's thinking from an earlier turn; often signed. */
    REASONING,
    /** What the model is told of a tool: its description, and the words and values in the schema of its arguments. */
    TOOL_DESCRIPTION
}
