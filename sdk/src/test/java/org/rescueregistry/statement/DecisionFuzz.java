package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A registry's answer from anybody. The input is the payload; what is accepted is printed again as it came. */
final class DecisionFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) {
        asText(input);
        try {
            ReportDecision read = ReportDecision.parse(ReportScene.unsigned(ReportDecision.TYPE, input));
            must(read.ruling().content().report().equals(read.report()), "the ruling is on the report");
            must(read.ruling().log().equals(read.log()), "the ruling is of the log");
            must(Arrays.equals(read.payload().canonical(), input), "an answer says nothing but what was read of it");
            return true;
        } catch (MalformedException refused) {
            return false;
        }
    }

    private static void asText(byte[] input) {
        try {
            ReportDecision.parse(new String(input, ISO_8859_1));
        } catch (MalformedException refused) {
            // As it should be: nobody finds a JWS by chance.
        }
    }
}
