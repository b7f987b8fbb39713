/**
 * Says in a reply which sources its text cites, in the shape that the client's dialect has for it, so that its SDK shows them as it shows the provider's
 * own. The text stays as it is: a citation is where the model wrote a source's number, as {@code [1]}.
 */
@NullMarked
package dev.sluice.plugins.retrieve.cite;

import org.jspecify.annotations.NullMarked;
