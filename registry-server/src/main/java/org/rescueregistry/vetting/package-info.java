/**
 * The private case file: applications, vouches, objections, the disclosures behind the digests in the log and who may
 * be shown them. What is public about an organisation is in the log and read from it; here is what stays beside it.
 */
@NullMarked
package org.rescueregistry.vetting;

import org.jspecify.annotations.NullMarked;
