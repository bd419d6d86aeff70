package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;

/**
 * The two keys of an organisation: one acts for it, the other, kept elsewhere, can do nothing but pause it.
 *
 * @param by id of the act that set them
 */
public record OrganisationKeys(Es256PublicKey key, Es256PublicKey pauseKey, Digest by) {}
