/**
 * Finds in a post what may be a rescue claim: codes, phrases, and names that look like another's.
 *
 * <p>Nothing here judges. What is found only says what the front door ({@code org.rescueregistry.sdk}) has to look up,
 * and what a human might want to look at. Start reading at {@link org.rescueregistry.claim.Carriers}.
 */
@NullMarked
package org.rescueregistry.claim;

import org.jspecify.annotations.NullMarked;
