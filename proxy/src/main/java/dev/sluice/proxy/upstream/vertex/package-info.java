/** Google's Vertex AI: paths with a project and a region, and tokens that a service account asks for. */
@NullMarked
package dev.sluice.proxy.upstream.vertex;

import org.jspecify.annotations.NullMarked;
