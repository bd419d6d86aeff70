/** Signed, versioned anchor sets: the councils a verifier has chosen to start from. */
@NullMarked
package org.rescueregistry.anchor;

import org.jspecify.annotations.NullMarked;
