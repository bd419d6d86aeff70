/**
 * The write side of the log, and the two ends of witnessing. What leaves here signed has been forced to the disk, has
 * passed the fork guard, and is what a replay of the files gives. No HTTP: calls to witnesses come in as a function,
 * answers to them go out as data.
 *
 * <p>Start reading at {@code LogWriter}: the order of the writes is told there, with what is true if the process dies in
 * between.
 */
@NullMarked
package org.rescueregistry.ledger;

import org.jspecify.annotations.NullMarked;
