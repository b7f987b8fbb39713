package dev.sluice.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a call has used.
 *
 * @param target who was asked
 * @param usage the tokens
 * @param cost of the tokens in US dollars, exact; null where no price is known
 */
public record Spent(Target target, Usage usage, @Nullable BigDecimal cost) {}
