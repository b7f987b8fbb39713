package dev.sluice.proxy.dialect.anthropic;

/**
 * Which generation of Anthropic's models a name stands for, since what they take differs.
 *
 * @param generation 405 for Claude 4.5, 300 for Claude 3; 0 for other models
 */
public record Claude(int generation) {

    private static final String NAME = "claude-";
    private static final int LAST_WITH_BUDGET = 405;
    private static final int LAST_WITH_SAMPLING = 406;

    /** Reads a name as Anthropic or a cloud spells it: the first number is the generation, a short one after it the step. */
    public static Claude of(String model) {
        int at = model.indexOf(NAME);
        int major = 0;
        for (String word :
                at < 0 ? new String[0] : model.substring(at + NAME.length()).split("[-@]", -1)) {
            boolean isNumber =
                    !word.isEmpty() && word.length() <= 2 && word.chars().allMatch(Character::isDigit);
            if (isNumber && major > 0) {
                return new Claude(major * 100 + Integer.parseInt(word));
            }
            if (major > 0) {
                break;
            }
            major = isNumber ? Integer.parseInt(word) : 0;
        }
        return new Claude(major * 100);
    }

    /** Whether it thinks within a budget that it has to be given, instead of as it sees fit. */
    public boolean isBudgeted() {
        return generation <= LAST_WITH_BUDGET;
    }

    /** Whether it takes temperature, top p and top k. */
    public boolean isSampled() {
        return generation <= LAST_WITH_SAMPLING;
    }
}
