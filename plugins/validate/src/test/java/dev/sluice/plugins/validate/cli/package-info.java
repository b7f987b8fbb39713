/** Runs the official JSON Schema test suite from the command line: see {@code bench/eval/json-schema}. */
@NullMarked
package dev.sluice.plugins.validate.cli;

import org.jspecify.annotations.NullMarked;
