/**
 * The front door of the SDK: a post goes in, a verdict with reasons comes out.
 *
 * <p>Nothing here reads a clock, a file or a socket. Start reading at {@link org.rescueregistry.sdk.RescueVerifier}; the
 * order of checks is in {@code Judge}.
 */
@NullMarked
package org.rescueregistry.sdk;

import org.jspecify.annotations.NullMarked;
