/** The command {@code rescue}. */
@NullMarked
package org.rescueregistry.cli;

import org.jspecify.annotations.NullMarked;
