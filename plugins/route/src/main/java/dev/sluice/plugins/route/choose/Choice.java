package dev.sluice.plugins.route.choose;

import java.util.List;

/**
 * Where a call goes, and why.
 *
 * @param order best first; never empty where a call is sent by it
 * @param reason a short phrase for people
 * @param check what an answer has to pass before it is the answer
 */
public record Choice(List<Candidate> order, String reason, AnswerCheck check) {

    /** A choice that takes any answer. */
    public Choice(List<Candidate> order, String reason) {
        this(order, reason, AnswerCheck.NONE);
    }

    /** The same for another reason. */
    public Choice because(String other) {
        return new Choice(order, other, check);
    }

    /** The same with other candidates. */
    public Choice with(List<Candidate> others) {
        return new Choice(others, reason, check);
    }
}
