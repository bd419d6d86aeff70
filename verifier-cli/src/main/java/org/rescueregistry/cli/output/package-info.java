/**
 * How {@code rescue} speaks: tables for people, JSON for programs, and text from outside made safe for a terminal.
 *
 * <p>A command says what it found as one {@link org.rescueregistry.cli.output.Page}; whether it comes out as a table or
 * as JSON is decided here, so that no command can forget one of them.
 */
@NullMarked
package org.rescueregistry.cli.output;

import org.jspecify.annotations.NullMarked;
