package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Json;

class DisclosedTest {
    private final SecureRandom random = new SecureRandom();

    private Disclosure some(int number) {
        return switch (number % 3) {
            case 0 ->
                new BoundAccount(new AccountId("weibo.example", "" + number), List.of("team " + number))
                        .disclose(random);
            case 1 -> OrganisationName.of("en", "Team " + number).disclose(random);
            default -> Disclosure.create("kind", new Json.Str("rescue_team"), random);
        };
    }

    private static void assertHolds(Disclosed disclosed, Map<Digest, Disclosure> all) {
        assertThat(disclosed.all()).containsExactlyElementsOf(all.values());
        assertThat(disclosed.hash()).isEqualTo(Digest.sha256(all.keySet()));
        all.forEach((digest, one) -> {
            assertThat(disclosed.has(digest)).isTrue();
            assertThat(disclosed.disclosure(digest)).contains(one);
            assertThat(disclosed.account(digest)).isEqualTo(one.account());
            assertThat(disclosed.name(digest)).isEqualTo(one.organisationName());
        });
        assertThat(disclosed.has(TestKeys.digest("nobody's"))).isFalse();
        assertThat(disclosed.disclosure(TestKeys.digest("nobody's"))).isEmpty();
    }

    @Test
    void holdsWhatWasAddedAndNotWhatWasTakenAway() {
        Disclosed disclosed = Disclosed.NOTHING;
        Map<Digest, Disclosure> all = new TreeMap<>();
        assertHolds(disclosed, all);
        for (int round = 0; round < 12; round++) {
            List<Disclosure> more = new ArrayList<>(all.values()).subList(0, all.size() / 3);
            List<Disclosure> added = new ArrayList<>(more);
            for (int i = 0; i < 1 << round % 6; i++) {
                added.add(some(random.nextInt(100)));
            }
            disclosed = disclosed.with(added);
            added.forEach(one -> all.put(one.digest(), one));
            assertHolds(disclosed, all);
            Set<Digest> gone = new HashSet<>(all.keySet().stream().limit(round).toList());
            gone.add(TestKeys.digest("not there"));
            disclosed = disclosed.without(gone);
            all.keySet().removeAll(gone);
            assertHolds(disclosed, all);
        }
    }

    @Test
    void tellsWhatNobodyNames() {
        Collection<Disclosure> all = List.of(some(0), some(1), some(2));
        Disclosed.Named named = Disclosed.of(all).named();
        Set<Digest> missing = new HashSet<>();
        all.forEach(one -> missing.add(one.digest()));
        assertThat(named.missing()).isEqualTo(missing);
        for (Disclosure one : all) {
            assertThat(named.note(Digest.of(one.digest().toBytes()))).isSameAs(one.digest());
            missing.remove(one.digest());
            assertThat(named.missing()).isEqualTo(missing);
        }
        assertThat(named.note(TestKeys.digest("another"))).isEqualTo(TestKeys.digest("another"));
    }
}
