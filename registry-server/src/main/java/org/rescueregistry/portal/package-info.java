/**
 * The pages people read: type a code, see whose it is and how it stands. Rendered on the server, without scripts,
 * cookies or anything from elsewhere, so that nobody is tracked and the oldest telephone shows them.
 *
 * <p>A page says what the SDK would say: it reads the same {@link org.rescueregistry.sdk.RegistrySnapshot}. Start at
 * {@link org.rescueregistry.portal.Pages}.
 */
@NullMarked
package org.rescueregistry.portal;

import org.jspecify.annotations.NullMarked;
