/**
 * Amazon Bedrock: requests that are signed with an AWS account's access key, or carry a key of Bedrock's own.
 *
 * <p>The AWS SDK's signer signs; nothing else of that SDK is used.
 */
@NullMarked
package dev.sluice.proxy.upstream.bedrock;

import org.jspecify.annotations.NullMarked;
