/**
 * {@code application/vnd.amazon.eventstream}: messages with a length, headers, a payload and two checksums.
 *
 * <p>Messages are cut by their lengths, whose own checksum is looked at there and then; the message's when it is read. The
 * AWS SDK's codec reads and writes them, and is used nowhere else.
 */
@NullMarked
package dev.sluice.proxy.dialect.bedrock.eventstream;

import org.jspecify.annotations.NullMarked;
