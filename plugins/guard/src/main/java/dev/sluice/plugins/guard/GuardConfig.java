package dev.sluice.plugins.guard;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.text.Channel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, on the way in and on the way out, and what happens then. Without config: prompt injection on the way
 * in.
 */
@Doc("Looks for threats in what goes to the model and in what it answers, whole or streamed.")
public record GuardConfig(
        @Doc("Rules for what goes to the model; all are tried.") @Default("[{check: injection}]")
        List<InputRule> input,

        @Doc("Rules for what comes back; all are tried.") List<OutputRule> output,

        @Doc("Whether x-sluice-guard tells the client what was decided before the reply's head left.") @Default("false")
        boolean header,

        @Doc("What is done with a body that cannot be read, an upload say, and at an endpoint whose replies cannot be.")
        @Default("refuse")
        Unreadable unreadable) {

    public GuardConfig {
        input = List.copyOf(input);
        output = List.copyOf(output);
    }

    /** A rule for what goes to the model. */
    @Doc("A rule for what goes to the model.")
    public record InputRule(
            @Doc("How the rule is called in records, meters and errors; by its check if not given.") @Nullable String name,

            @Doc("What is looked for.") Check check,

            @Doc("What happens when it is found.") @Default("block")
            InputAction action,

            @Doc("Whether it only records what it would have done.") @Default("false")
            boolean shadow,

            @Doc("What stands in the place of what was found, for the action replace.") @Default("\"[removed]\"")
            String replacement,

            @Doc("Whose words are looked at; if empty, all but the system's, which are the application's own.")
            Set<Role> roles) {

        public InputRule {
            if (check instanceof Check.Unsupported) {
                throw new IllegalArgumentException(
                        "expected another check on the way in than unsupported, which holds answers against documents");
            }
            roles = roles.isEmpty() ? Set.of(Role.USER, Role.TOOL, Role.ASSISTANT) : Set.copyOf(roles);
            if (action == InputAction.REPLACE && check instanceof Check.Classifier) {
                throw new IllegalArgumentException(
                        "expected another action than replace: a classifier judges texts as a whole; use block or note");
            }
        }
    }

    /** A rule for what comes back. */
    @Doc("A rule for what comes back.")
    public record OutputRule(
            @Doc("How the rule is called in records, meters and errors; by its check if not given.") @Nullable String name,

            @Doc("What is looked for.") Check check,

            @Doc(
                    "How much of the text leaves before it was looked at. What hold keeps back waits for what comes next, at most as long as the provider's idle and total timers.")
            @Default("hold")
            Mode mode,

            @Doc(
                    "What happens when it is found: block for the modes hold and buffer, finish for observe, if not given.")
            @Nullable OutputAction action,

            @Doc("Whether it only records what it would have done.") @Default("false")
            boolean shadow,

            @Doc("What stands in the place of what was found, for the action replace.") @Default("\"[removed]\"")
            String replacement,

            @Doc("Which texts are looked at; if empty, all but the model's thinking.")
            Set<Channel.Kind> channels) {

        public OutputRule {
            action = action != null ? action : mode == Mode.OBSERVE ? OutputAction.FINISH : OutputAction.BLOCK;
            channels = channels.isEmpty()
                    ? Set.of(
                            Channel.Kind.CONTENT,
                            Channel.Kind.REFUSAL,
                            Channel.Kind.TOOL_ARGUMENTS,
                            Channel.Kind.TOOL_INPUT)
                    : Set.copyOf(channels);
            require(mode, action, check);
            if (check instanceof Check.Injection) {
                throw new IllegalArgumentException("expected another check on the way out than injection, which judges"
                        + " what goes to the model; put it under input");
            }
        }

        private static void require(Mode mode, OutputAction action, Check check) {
            if (mode == Mode.OBSERVE && action == OutputAction.REPLACE) {
                throw new IllegalArgumentException(
                        "expected the mode hold for the action replace, found observe: what has left cannot be replaced");
            }
            boolean cuts = action == OutputAction.REPLACE || action == OutputAction.FINISH;
            if (cuts && (mode == Mode.BUFFER || check instanceof Check.Classifier)) {
                throw new IllegalArgumentException("expected block or note as the action of the mode buffer and of"
                        + " classifier, which judge texts as a whole");
            }
        }
    }

    /** How much of a streamed text leaves before it was looked at. */
    @Doc("How much of a streamed text leaves before it was looked at.")
    public enum Mode {
        @Doc("Only what the rule can find nothing in any more: no more is held back than that takes.")
        HOLD,
        @Doc("All of it up to where something was found.")
        OBSERVE,
        @Doc("Nothing, until all of it was looked at.")
        BUFFER
    }

    /** What happens to a call. */
    @Doc("What happens to a call in which something was found.")
    public enum InputAction {
        @Doc("The call is refused.")
        BLOCK,
        @Doc("What was found is replaced.")
        REPLACE,
        @Doc("It is recorded.")
        NOTE
    }

    /** What happens to a reply. */
    @Doc("What happens to a reply in which something was found.")
    public enum OutputAction {
        @Doc("It is an error, or ends with one.")
        BLOCK,
        @Doc("It ends there, with the finish reason of a content filter.")
        FINISH,
        @Doc("What was found is replaced.")
        REPLACE,
        @Doc("It is recorded.")
        NOTE
    }

    /** What is done where rules cannot look. */
    @Doc("What is done where rules cannot look.")
    public enum Unreadable {
        @Doc("It passes, and the record says that it was not checked.")
        PASS,
        @Doc("It is refused, before anything is sent.")
        REFUSE
    }
}
