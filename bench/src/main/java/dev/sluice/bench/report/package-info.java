/** What is kept of a run (JSON lines, everything) and what is shown of it (one Markdown table). */
@NullMarked
package dev.sluice.bench.report;

import org.jspecify.annotations.NullMarked;
