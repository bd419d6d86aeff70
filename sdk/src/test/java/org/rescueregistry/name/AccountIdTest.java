package org.rescueregistry.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.MalformedException;

class AccountIdTest {
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

    @Property(tries = 1000)
    void takesDomainsInSmallLetters(@ForAll @Chars({'a', '7', '-', '.', 'A', '_'}) @StringLength(max = 8) String text) {
        assertThat(isPlatform(text)).as(text).isEqualTo(DOMAIN.matcher(text).matches());
    }

    @Test
    void limitsLabelsAndDomains() {
        String label = "a".repeat(63);
        assertThat(isPlatform(label + ".b")).isTrue();
        assertThat(isPlatform(label + "a.b")).isFalse();
        assertThat(isPlatform("b." + label + "a")).isFalse();
        assertThat(isPlatform((label + ".").repeat(3) + "a".repeat(61))).isTrue();
        assertThat(isPlatform((label + ".").repeat(3) + "a".repeat(62))).isFalse();
    }

    @Test
    void takesAnyIdWithoutControls() {
        for (String id : List.of("1", "救援", "\uD83D\uDEA4", "a b", "x".repeat(256))) {
            assertThat(isId(id)).as(id).isTrue();
        }
        for (String id : List.of("", "a\n", "\u0085", "\uD83D", "a\uDEA4", "\uDEA4\uD83D", "x".repeat(257))) {
            assertThat(isId(id)).as(id).isFalse();
        }
    }

    private static boolean isPlatform(String platform) {
        return isAccount(platform, "1");
    }

    private static boolean isId(String id) {
        return isAccount("weibo.com", id);
    }

    private static boolean isAccount(String platform, String id) {
        try {
            return AccountId.parse(platform, id).id().equals(id);
        } catch (MalformedException refused) {
            return false;
        }
    }
}
