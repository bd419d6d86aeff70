/** The program: its main class, its configuration and the wiring of the other packages. */
@NullMarked
package org.rescueregistry.server;

import org.jspecify.annotations.NullMarked;
