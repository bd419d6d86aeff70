/**
 * The credential of an admitted organisation: an SD-JWT VC (draft-ietf-oauth-sd-jwt-vc on RFC 9901), the proof that its
 * holder shows it, and the file it travels in. Normative beside the standards: {@code docs/reference/credential.md}.
 *
 * <p>Start reading at {@link org.rescueregistry.credential.RescueCredential}.
 */
@NullMarked
package org.rescueregistry.credential;

import org.jspecify.annotations.NullMarked;
