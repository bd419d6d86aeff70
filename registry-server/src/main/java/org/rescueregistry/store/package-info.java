/**
 * What the areas ask to have kept: the case file in an H2 database, the council's entries in a file. JDBC is synchronous,
 * so callers run on threads that may wait.
 */
@NullMarked
package org.rescueregistry.store;

import org.jspecify.annotations.NullMarked;
