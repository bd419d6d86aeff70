/**
 * The only input and output of the SDK: HTTP, through the JDK's own client.
 *
 * <p>Nothing that arrives is believed: {@link org.rescueregistry.fetch.LogReader} checks every leaf against a cosigned
 * checkpoint and recomputes every state, {@link org.rescueregistry.fetch.Replica} does so for all registries that pinned
 * anchors lead to. Start reading at Replica.
 */
@NullMarked
package org.rescueregistry.fetch;

import org.jspecify.annotations.NullMarked;
