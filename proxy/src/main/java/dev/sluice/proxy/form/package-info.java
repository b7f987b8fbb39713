/** Multipart forms, of which only the model's name is read, on their way to a provider. */
@NullMarked
package dev.sluice.proxy.form;

import org.jspecify.annotations.NullMarked;
