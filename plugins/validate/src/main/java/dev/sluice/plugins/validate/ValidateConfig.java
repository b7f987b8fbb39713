package dev.sluice.plugins.validate;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Shorthand;
import dev.sluice.api.prompt.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls may ask for. Each part stands for itself: what is not given is not checked, so that a new part changes no old config. */
@Doc("Refuses calls that ask for what is not allowed here, and tells the client all that is wrong.")
public record ValidateConfig(
        @Doc(
                "Models that may be asked for, by the name that the client uses; * stands for any characters. All if empty.")
        List<String> models,

        @Doc("Bounds of the parameters that every dialect has, by Sluice's own names.") @Default("{}")
        ParameterRules parameters,

        @Doc("Rules for fields of the body, by name or by JSON pointer (/metadata/team).")
        Map<String, FieldRule> fields,

        @Doc("Bounds of the conversation.") @Default("{}") MessageRules messages,

        @Doc("What a message may be made of. Anything if empty.")
        Set<Modality> modalities,

        @Doc("Which tools may be offered to the model.") @Default("{}")
        ToolRules tools,

        @Doc("What is done with a body that cannot be read although rules ask for it: an upload, an unknown path.")
        @Default("pass")
        Unreadable unreadable,

        @Doc("Whose turn it is, and was.") @Default("{}") TurnRules turns,

        @Doc("Bounds of attachments: pictures, sounds, documents.") @Default("{}")
        AttachmentRules attachments,

        @Doc("What goes in and what comes out, as JSON Schema; written once, held on both ends.") @Default("{}")
        ContractRules contract,

        @Doc(
                "Whether what users and tools say is put into Unicode's NFKC, and invisible characters left out, before it goes on.")
        @Default("false")
        boolean normalise,

        @Doc("In which languages users may write. Any if not given.") @Nullable LanguageRules language) {

    public ValidateConfig {
        models = List.copyOf(models);
        fields = Map.copyOf(fields);
        modalities = Set.copyOf(modalities);
    }

    /** Nothing is checked. */
    static final ValidateConfig NONE = new ValidateConfig(
            List.of(),
            ParameterRules.NONE,
            Map.of(),
            MessageRules.NONE,
            Set.of(),
            ToolRules.NONE,
            Unreadable.PASS,
            TurnRules.NONE,
            AttachmentRules.NONE,
            ContractRules.NONE,
            false,
            null);

    /** Bounds of the parameters that every dialect has. */
    @Doc("Bounds of the parameters that every dialect has.")
    public record ParameterRules(
            @Doc("Tokens of the answer, reasoning included.") @Nullable NumberRule maxOutputTokens,

            @Doc("Randomness.") @Nullable NumberRule temperature,

            @Doc("Nucleus sampling's probability mass.") @Nullable NumberRule topP,

            @Doc("How many answers are asked for.") @Nullable NumberRule choices) {

        static final ParameterRules NONE = new ParameterRules(null, null, null, null);
    }

    /** A number's bounds. */
    @Doc("A number's bounds.")
    public record NumberRule(
            @Doc("Whether it has to be given; if not, what is left to the provider passes.") @Default("false")
            boolean required,

            @Doc("The smallest value allowed.") @Nullable Double min,
            @Doc("The largest value allowed.") @Nullable Double max) {

        public NumberRule {
            requireOrder(min, max);
        }
    }

    /** A rule for one field of the body. */
    @Doc("A rule for one field of the body; alone, its presence.")
    @Shorthand("presence")
    public record FieldRule(
            @Doc("Whether the field has to be, may be, or must not be there.") @Default("optional")
            Presence presence,

            @Doc("The smallest number allowed; the field has to be a number then.") @Nullable Double min,

            @Doc("The largest number allowed; the field has to be a number then.") @Nullable Double max) {

        public FieldRule {
            requireOrder(min, max);
            if (presence == Presence.FORBIDDEN && (min != null || max != null)) {
                throw new IllegalArgumentException(
                        "expected a forbidden field without min and max, found one with them");
            }
        }
    }

    /** Whether a field has to be there. */
    @Doc("Whether a field has to be there.")
    public enum Presence {
        @Doc("It has to be there, and not null.")
        REQUIRED,
        @Doc("It may be there.")
        OPTIONAL,
        @Doc("It must not be there.")
        FORBIDDEN
    }

    /** Bounds of the conversation. */
    @Doc("Bounds of the conversation.")
    public record MessageRules(
            @Doc("How many messages there have to be at least.") @Nullable @Min(0) Integer min,

            @Doc("How many messages there may be.") @Nullable @Min(0) Integer max,

            @Doc("How many characters the texts of one message may have together.") @Nullable @Min(0) Integer maxCharacters,

            @Doc("How many characters the texts of all messages may have together.") @Nullable @Min(0) Integer maxTotalCharacters,

            @Doc("Whose words may be in it. Anybody's if empty.")
            Set<Role> roles,

            @Doc("How many tokens there may be.") @Default("{}")
            TokenRules tokens) {

        static final MessageRules NONE = new MessageRules(null, null, null, null, Set.of(), TokenRules.NONE);

        public MessageRules {
            roles = Set.copyOf(roles);
        }

        boolean isEmpty() {
            return equals(NONE);
        }
    }

    /** What a message may be made of. */
    @Doc("What a message may be made of.")
    public enum Modality {
        @Doc("Words, tool calls and their results.")
        TEXT,
        @Doc("Pictures.")
        IMAGE,
        @Doc("Sound.")
        AUDIO,
        @Doc("Moving pictures.")
        VIDEO,
        @Doc("Documents.")
        FILE
    }

    /** Which tools may be offered to the model. */
    @Doc("Which tools may be offered to the model.")
    public record ToolRules(
            @Doc("How many; 0 for none.") @Nullable @Min(0) Integer max,

            @Doc("Their names; * stands for any characters. Any if empty.")
            List<String> allowed) {

        static final ToolRules NONE = new ToolRules(null, List.of());

        public ToolRules {
            allowed = List.copyOf(allowed);
        }

        boolean isEmpty() {
            return equals(NONE);
        }
    }

    /** Whose turn it is, and was. */
    @Doc("Whose turn it is, and was.")
    public record TurnRules(
            @Doc("Whose words the last message has to hold.") @Nullable Role last,

            @Doc("Whether no two messages of the user, or of the model, may follow each other.") @Default("false")
            boolean alternate) {

        static final TurnRules NONE = new TurnRules(null, false);

        boolean isEmpty() {
            return equals(NONE);
        }
    }

    /** Bounds of attachments. */
    @Doc("Bounds of attachments.")
    public record AttachmentRules(
            @Doc("How many; 0 for none.") @Nullable @Min(0) Integer max,

            @Doc(
                    "Their media types; * stands for any characters. Any if empty; with types given, one that is not told is none of them.")
            List<String> types,

            @Doc("How large one in the body may be, in the form in which it stands there.") @Nullable DataSize maxSize) {

        static final AttachmentRules NONE = new AttachmentRules(null, List.of(), null);

        public AttachmentRules {
            types = List.copyOf(types);
        }

        boolean isEmpty() {
            return equals(NONE);
        }
    }

    /** What goes in and what comes out. Schemas are maps or JSON text, of draft 2020-12 or 7. */
    @Doc(
            "What goes in and what comes out; schemas are maps or JSON text, of draft 2020-12 or 7, and refer to nothing outside.")
    public record ContractRules(
            @Doc("The JSON Schema of the body.") @Nullable Object body,

            @Doc("JSON Schemas of parts of the body, by JSON pointer; of those that are there.")
            Map<String, Object> parts,

            @Doc("What the user's last message is.") @Default("text")
            Accepts accepts,

            @Doc("The JSON Schema of the user's last message, read as accepts says.") @Nullable Object input,

            @Doc("The JSON Schema of the reply; held as the filter structured does.") @Nullable Object reply) {

        static final ContractRules NONE = new ContractRules(null, Map.of(), Accepts.TEXT, null, null);

        public ContractRules {
            parts = Map.copyOf(parts);
            if (input != null && accepts == Accepts.TEXT) {
                throw new IllegalArgumentException(
                        "expected accepts: json or form for a schema of the input, found text, which has none");
            }
        }
    }

    /** What a message is. */
    @Doc("What a message is.")
    public enum Accepts {
        @Doc("Free text.")
        TEXT,
        @Doc("Fields of a form, 'name: value', one a line.")
        FORM,
        @Doc("A JSON document.")
        JSON
    }

    /** What is done with a body that cannot be read. */
    @Doc("What is done with a body that cannot be read although rules ask for it.")
    public enum Unreadable {
        @Doc("It passes, and the record says that it was not checked.")
        PASS,
        @Doc("It is refused.")
        REFUSE
    }

    private static void requireOrder(@Nullable Double min, @Nullable Double max) {
        if (min != null && max != null && min > max) {
            throw new IllegalArgumentException("expected a min of at most max, found " + min + " and " + max);
        }
    }
}
