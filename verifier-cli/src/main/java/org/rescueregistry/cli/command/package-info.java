/**
 * One class a command of {@code rescue}. Start reading at {@link org.rescueregistry.cli.command.RescueCommand}, from which
 * all descend, and {@link org.rescueregistry.cli.command.ActCommand}, from which those descend that sign acts.
 *
 * <p>A command gets the outside world as one {@link org.rescueregistry.cli.command.World}; it says what it found as a
 * page on standard output, everything else on standard error, and ends with an {@link
 * org.rescueregistry.cli.command.ExitCode}.
 */
@NullMarked
package org.rescueregistry.cli.command;

import org.jspecify.annotations.NullMarked;
