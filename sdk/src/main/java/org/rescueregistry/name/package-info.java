/**
 * How things are called: organisations' codes, accounts on platforms, registries and other entities of the federation;
 * spelled, parsed and compared in one way.
 */
@NullMarked
package org.rescueregistry.name;

import org.jspecify.annotations.NullMarked;
