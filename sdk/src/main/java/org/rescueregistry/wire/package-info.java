/**
 * The bytes everything else is written in: strict JSON (RFC 8259), its one canonical form (RFC 8785), canonical
 * base64url, and the one exception a parser throws. A leaf: it names no other package of ours.
 */
@NullMarked
package org.rescueregistry.wire;

import org.jspecify.annotations.NullMarked;
