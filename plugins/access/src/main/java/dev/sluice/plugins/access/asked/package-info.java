/**
 * What operators ask for, by the admin API and on the command line, read as strictly as the config is: a word that is misspelled, or of another
 * type, is refused. A key that was meant to be restricted must not come out unrestricted.
 */
@NullMarked
package dev.sluice.plugins.access.asked;

import org.jspecify.annotations.NullMarked;
