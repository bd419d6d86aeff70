/** Tests that hold the documents, the drawn architecture and the launchers to the code. */
@NullMarked
package org.rescueregistry.docs;

import org.jspecify.annotations.NullMarked;
