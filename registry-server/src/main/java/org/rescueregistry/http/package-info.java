/**
 * The HTTP interface, as docs/reference/http.md has it: routes that translate requests into calls and results into answers,
 * and nothing more. What they call comes in from outside as functions and interfaces of the areas.
 *
 * <p>Start reading at {@link org.rescueregistry.http.Routes}: every request goes through its one chain.
 */
@NullMarked
package org.rescueregistry.http;

import org.jspecify.annotations.NullMarked;
