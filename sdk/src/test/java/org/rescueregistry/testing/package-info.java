/** What the tests of every module share. */
@NullMarked
package org.rescueregistry.testing;

import org.jspecify.annotations.NullMarked;
