/**
 * The federation, from inside: what a registry says about itself and how it knows that it is recognised, and the council
 * that recognises registries (OpenID Federation 1.0).
 */
@NullMarked
package org.rescueregistry.membership;

import org.jspecify.annotations.NullMarked;
