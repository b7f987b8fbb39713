package dev.sluice.plugins.validate;

/**
 * One rule of the config.
 *
 * @param <T> what it looks at: the call, its document, its prompt
 */
@FunctionalInterface
interface Check<T> {

    /**
     * Looks, and adds what is wrong. Does not stop at the first.
     *
     * @param subject not changed
     * @param found takes violations
     */
    void on(T subject, Violations found);
}
