/**
 * The rulebook: signed statements, the reducer that folds them, the record of an organisation and the state map.
 *
 * <p>The normative page is {@code docs/reference/statements.md}; section numbers in this package's Javadoc are its. The
 * fold is pure: leaves in, records out, no clock, no randomness, no I/O. Two implementations exist, this one and {@code
 * vectors/history/rulebook.py}, and the history vectors hold them to the same bytes.
 */
@NullMarked
package org.rescueregistry.statement;

import org.jspecify.annotations.NullMarked;
