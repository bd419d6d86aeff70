package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A platform's report or appeal from anybody. The input is the payload; what is accepted is printed again as it came. */
final class ReportFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) {
        asText(input);
        try {
            PlatformReport read = PlatformReport.parse(ReportScene.unsigned(PlatformReport.TYPE, input));
            byte[] again = PlatformReport.payload(read.content(), read.log(), read.stamp())
                    .canonical();
            must(Arrays.equals(again, input), "a report says nothing but what was read of it");
            must(read.content().account().id().length() <= 256, "an account is no place for a text");
            return true;
        } catch (MalformedException refused) {
            return false;
        }
    }

    private static void asText(byte[] input) {
        try {
            PlatformReport.parse(new String(input, ISO_8859_1));
        } catch (MalformedException refused) {
            // As it should be: nobody finds a JWS by chance.
        }
    }
}
