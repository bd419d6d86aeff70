package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.wire.MalformedException;

class AddCheckpointTest {
    /** The example of tlog-witness, "add-checkpoint". */
    static final String EXAMPLE = """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            """;

    @Test
    void readsAndPrintsTheExampleOfTheSpecification() throws MalformedException {
        AddCheckpoint request = AddCheckpoint.parse(EXAMPLE.getBytes(UTF_8));

        assertThat(request.oldSize()).isEqualTo(20852014);
        assertThat(request.proof()).hasSize(4);
        assertThat(request.note().text()).startsWith("example.com/behind-the-sofa\n20852163\n");
        assertThat(new String(request.toBytes(), UTF_8)).isEqualTo(EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 1",
                "old 1\n",
                "old 01\n\ntext\n\n— name AAAAAAA=\n",
                "old -1\n\ntext\n\n— name AAAAAAA=\n",
                "old 1 \n\ntext\n\n— name AAAAAAA=\n",
                "old  1\n\ntext\n\n— name AAAAAAA=\n",
                "size 1\n\ntext\n\n— name AAAAAAA=\n",
                "old 1\r\n\r\nnote",
                "\nold 1\n\ntext\n\n— name AAAAAAA=\n",
                "old 99999999999999999999\n\ntext\n\n— name AAAAAAA=\n",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw\n\ntext\n\n— name AAAAAAA=\n",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n\ntext\n\n— name AAAAAAA=\n",
                "old 1\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw= \n\ntext\n\n— name AAAAAAA=\n",
                "old 1\nPlRN\n\ntext\n\n— name AAAAAAA=\n"
            })
    void refusesAnyOtherSpelling(String body) {
        assertThatThrownBy(() -> AddCheckpoint.parse(body.getBytes(UTF_8))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesMoreThan63LinesOfProof() throws MalformedException {
        String line = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";

        assertThat(AddCheckpoint.parse(("old 1\n" + line.repeat(63) + "\ntext\n\n— name AAAAAAA=\n").getBytes(UTF_8))
                        .proof())
                .hasSize(63);
        assertThatThrownBy(() -> AddCheckpoint.parse(
                        ("old 1\n" + line.repeat(64) + "\ntext\n\n— name AAAAAAA=\n").getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }
}
