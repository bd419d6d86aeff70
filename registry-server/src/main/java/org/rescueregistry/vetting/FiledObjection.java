package org.rescueregistry.vetting;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;

/**
 * An objection in the case file.
 *
 * @param withdrawal null while it stands
 */
public record FiledObjection(Objection objection, @Nullable ObjectionWithdrawal withdrawal) {}
