/** Five filters that use all of the API, each as short as it should be, and the tests that an author would write for them. */
@NullMarked
package dev.sluice.testkit.examples;

import org.jspecify.annotations.NullMarked;
