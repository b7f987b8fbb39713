/** Forms, cut anywhere and written in every way. */
@NullMarked
package dev.sluice.proxy.form;

import org.jspecify.annotations.NullMarked;
