/**
 * The verifier as a process of its own, for shops that write in Go, Python, Node or PHP: the same verdicts over HTTP on
 * loopback, on the JDK's own server. Start reading at {@link org.rescueregistry.cli.sidecar.Sidecar}; the routes are those of
 * {@code openapi.json} beside it.
 */
@NullMarked
package org.rescueregistry.cli.sidecar;

import org.jspecify.annotations.NullMarked;
