/**
 * JSON Schema, drafts 7 and 2020-12: compiled once, checked in linear time, never fetched from anywhere.
 *
 * <p>What is here is immutable and shared by all threads. No message repeats the value that is wrong.
 */
@NullMarked
package dev.sluice.plugins.validate.schema;

import org.jspecify.annotations.NullMarked;
