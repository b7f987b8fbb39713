package dev.sluice.api.chat;

import java.util.List;

/**
 * A conversation so far, and how the model shall go on with it. Whatever is null is left to the provider.
 *
 * @param model as the dialect's document or path names it
 * @param streamed whether the answer is wanted in pieces
 * @param turns in the order in which the model reads them, instructions included
 * @param tools what the model may call
 * @param sampling how the next token is drawn
 * @param output what is wanted of the answer
 * @param thinking how much the model shall think
 * @param labels what is said to the provider rather than to the model
 */
public record ChatRequest(
        String model,
        boolean streamed,
        List<Turn> turns,
        Tools tools,
        Sampling sampling,
        Output output,
        Thinking thinking,
        Labels labels) {

    public ChatRequest {
        turns = List.copyOf(turns);
    }

    /**
     * A conversation and nothing else said.
     *
     * @param model the model
     * @param turns the conversation
     * @return a request for a whole answer
     */
    public static ChatRequest of(String model, List<Turn> turns) {
        return new ChatRequest(model, false, turns, Tools.NONE, Sampling.NONE, Output.NONE, Thinking.NONE, Labels.NONE);
    }

    /**
     * Asks another model, or in another way.
     *
     * @param otherModel the model
     * @param inPieces whether the answer is wanted in pieces
     * @return a copy
     */
    public ChatRequest to(String otherModel, boolean inPieces) {
        return new ChatRequest(otherModel, inPieces, turns, tools, sampling, output, thinking, labels);
    }

    /**
     * Changes the conversation.
     *
     * @param changed the new one
     * @return a copy
     */
    public ChatRequest withTurns(List<Turn> changed) {
        return new ChatRequest(model, streamed, changed, tools, sampling, output, thinking, labels);
    }

    /**
     * Leaves out all that changes no number of tokens that are read.
     *
     * @return a request with the same turns, tools, form of the answer and thinking
     */
    public ChatRequest toBeCounted() {
        Output form = new Output(null, List.of(), null, output.format(), null, null);
        return new ChatRequest(model, false, turns, tools, Sampling.NONE, form, thinking, Labels.NONE);
    }

    /**
     * The tool that an earlier call asked for, for dialects whose results name it.
     *
     * @param id the call's
     * @return the tool's name; empty if no turn has that call
     */
    public String toolCalled(String id) {
        return turns.stream()
                .flatMap(turn -> turn.parts().stream())
                .filter(ChatPart.ToolCall.class::isInstance)
                .map(ChatPart.ToolCall.class::cast)
                .filter(call -> call.id().equals(id))
                .map(ChatPart.ToolCall::name)
                .findFirst()
                .orElse("");
    }
}
