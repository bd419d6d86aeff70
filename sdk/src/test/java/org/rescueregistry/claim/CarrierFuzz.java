package org.rescueregistry.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.List;
import org.rescueregistry.testing.FuzzTarget;

/** A post from anybody: codes and links are found in order, within the text, each alone as well as among others. */
final class CarrierFuzz implements FuzzTarget {
    private static final Carriers CARRIERS = new Carriers(List.of("registry.example", "救援.example", "127.0.0.1:8080"));

    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, UTF_8);
        List<Carrier> found = CARRIERS.find(text);
        int end = 0;
        for (Carrier carrier : found) {
            must(carrier.start() >= end && carrier.start() < carrier.end(), "carriers are in order and not empty");
            must(carrier.end() <= text.length(), "a carrier is within the text");
            end = carrier.end();
        }
        List<FoundCode> codes = CodeFinder.find(text);
        for (FoundCode code : codes) {
            must(code.start() < code.end() && code.end() <= text.length(), "a code is within the text");
        }
        for (Carrier carrier : found) {
            if (carrier instanceof FoundCode.Good good) {
                List<FoundCode> again = CodeFinder.find(text.substring(good.start(), good.end()));
                must(
                        again.size() == 1
                                && again.get(0) instanceof FoundCode.Good same
                                && same.code().equals(good.code()),
                        "a code alone is the same code");
            }
        }
        String canonical = PostText.of(text).text();
        must(
                PostText.of("\u200B" + text + "\u3000").text().equals(canonical),
                "white space around a post changes nothing");
        return !found.isEmpty();
    }
}
