/**
 * A decision in the words of the European Union's Digital Services Act: the statement of reasons of Article 17 of Regulation (EU)
 * 2022/2065, as the DSA Transparency Database takes it. For platforms that have to give one when they restrict something.
 */
@NullMarked
package org.rescueregistry.dsa;

import org.jspecify.annotations.NullMarked;
