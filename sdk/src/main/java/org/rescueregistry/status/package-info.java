/**
 * Token Status List (draft-ietf-oauth-status-list-20): two bits for each credential, in one signed list that everybody
 * fetches whole, so that nobody learns whose status was looked up.
 */
@NullMarked
package org.rescueregistry.status;

import org.jspecify.annotations.NullMarked;
