@NullMarked
package dev.sluice.plugins.redact.recognise;

import org.jspecify.annotations.NullMarked;
