/**
 * The rulebook: signed statements, the reducer that folds them, the record of an organisation and the state map.
 *
 * <p>The normative page is {@code docs/reference/statements.md}; section numbers in this package's Javadoc are its. The
 * fold is pure: leaves in, records out, no clock, no randomness, no I/O. Two implementations exist, this one and {@code
 * vectors/history/rulebook.py}, and the history vectors hold them to the same bytes.
 *
 * <p>To read it: {@link org.rescueregistry.statement.Fold} takes leaves and closes batches (section 4), {@link
 * org.rescueregistry.statement.Judge} makes the checks all statements share (section 5), {@link
 * org.rescueregistry.statement.Rulebook} names the rule of each act (section 6), {@link
 * org.rescueregistry.statement.Change} is all that a rule can bring about.
 */
@NullMarked
package org.rescueregistry.statement;

import org.jspecify.annotations.NullMarked;
