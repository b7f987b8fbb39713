package dev.sluice.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much the model shall think before it answers. Null is left to the provider.
 *
 * @param enabled whether it shall at all
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code max}
 * @param budget at most so many tokens
 * @param shown how much of it the answer shows: {@code none}, {@code auto}, {@code concise}, {@code detailed}
 */
public record Thinking(
        @Nullable Boolean enabled,
        @Nullable String effort,
        @Nullable Integer budget,
        @Nullable String shown) {

    /** All of it left to the provider. */
    public static final Thinking NONE = new Thinking(null, null, null, null);

    /**
     * How much of it the answer is to show, for dialects in which that has to be said: most show thinking that is turned on without
     * another word.
     *
     * @return {@code shown}; {@code auto} where nothing is said of it and thinking is turned on
     */
    public @Nullable String showing() {
        boolean isOn = Boolean.TRUE.equals(enabled) && !"none".equals(effort);
        return shown == null && isOn ? "auto" : shown;
    }
}
