/** What a registry issues from its log: status list tokens, and the credential of each admitted organisation. */
@NullMarked
package org.rescueregistry.issuance;

import org.jspecify.annotations.NullMarked;
