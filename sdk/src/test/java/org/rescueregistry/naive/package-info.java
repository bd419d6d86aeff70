/**
 * The rulebook a second time: a reducer and a map written from {@code docs/reference/statements.md} alone, as plainly as
 * the page, and random histories over which it is held against ours. It names nothing of the main code but what makes
 * signatures, and what is compared.
 */
@NullMarked
package org.rescueregistry.naive;

import org.jspecify.annotations.NullMarked;
