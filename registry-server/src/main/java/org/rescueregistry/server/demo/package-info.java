/**
 * {@code registry demo}: a whole federation in one process on loopback, with fresh keys and invented organisations, that
 * tells what happens in plain words. It goes through the same doors as everybody: the servers over HTTP, the SDK's {@link
 * org.rescueregistry.fetch.RegistryClient} to write and its {@link org.rescueregistry.fetch.Replica} to read.
 *
 * <p>Start reading at {@link org.rescueregistry.server.demo.Story}.
 */
@NullMarked
package org.rescueregistry.server.demo;

import org.jspecify.annotations.NullMarked;
