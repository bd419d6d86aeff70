package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** An auditor's ruling from anybody. The input is the payload; what is accepted is printed again as it came. */
final class RulingFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) {
        asText(input);
        try {
            ReportRuling read = ReportRuling.parse(ReportScene.unsigned(ReportRuling.TYPE, input));
            byte[] again = ReportRuling.payload(read.content(), read.log(), read.stamp())
                    .canonical();
            must(Arrays.equals(again, input), "a ruling says nothing but what was read of it");
            return true;
        } catch (MalformedException refused) {
            return false;
        }
    }

    private static void asText(byte[] input) {
        try {
            ReportRuling.parse(new String(input, ISO_8859_1));
        } catch (MalformedException refused) {
            // As it should be: nobody finds a JWS by chance.
        }
    }
}
