/**
 * How many tokens texts have, and what replies have used whose providers did not say.
 *
 * <p>What is here runs on the event loop of its call, in a time that is bounded whatever is counted.
 */
@NullMarked
package dev.sluice.proxy.usage;

import org.jspecify.annotations.NullMarked;
