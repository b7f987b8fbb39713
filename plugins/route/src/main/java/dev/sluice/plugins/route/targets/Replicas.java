package dev.sluice.plugins.route.targets;

/** Who else should know what became of a target. */
@FunctionalInterface
public interface Replicas {

    /** There are none, or they are not to know. */
    Replicas NONE = (news, state) -> {};

    /**
     * Tells them. Nobody waits for it: who does not hear finds out.
     *
     * @param news what became of it
     * @param state as it is now
     */
    void tell(News news, TargetState state);

    /** What is told. */
    enum News {
        /** It asked to be left alone for a while. */
        RESTS,
        /** It fails, or refuses the credentials. */
        EJECTED,
        /** A probe succeeded. */
        BACK
    }
}
