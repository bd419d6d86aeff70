package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.rescueregistry.wire.MalformedException;

/** What is read the short way is what the parser proper reads. */
class PlainRecordTest {
    @Property(tries = 300)
    void takesEveryRecordThatIsActiveAndAtRest(@ForAll long seed) throws Exception {
        OrganisationRecord record = plain(seed);
        assertThat(PlainRecord.read(record.bytes())).isEqualTo(record).isEqualTo(RecordJson.parseAny(record.bytes()));
    }

    @Property(tries = 300)
    void leavesOthersToTheParser(@ForAll long seed) {
        OrganisationRecord record = new RandomRecords(seed).next();
        boolean atRest = record.status() == Status.ACTIVE && record.waiting().isEmpty();
        assertThat(PlainRecord.read(record.bytes()) != null).isEqualTo(atRest);
    }

    @Property(tries = 3000)
    void takesNothingThatTheParserRefuses(@ForAll long seed) throws MalformedException {
        Random random = new Random(seed);
        byte[] bytes = changed(plain(seed % 50).bytes(), random);
        OrganisationRecord read = PlainRecord.read(bytes);
        if (read != null) {
            assertThat(read).isEqualTo(RecordJson.parseAny(bytes));
        }
    }

    private static OrganisationRecord plain(long seed) {
        OrganisationRecord any = new RandomRecords(seed).next();
        return new OrganisationRecord(
                any.code(),
                any.admission(),
                any.profile(),
                any.keys(),
                any.accounts(),
                List.of(),
                List.of(),
                null,
                any.last());
    }

    /** A byte is another, or a stretch is gone, there twice, or in the place of one as long. */
    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length - 50);
        int length = 1 + random.nextInt(50);
        int other = random.nextInt(bytes.length - 50);
        byte[] changed = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[at] = (byte) ('"' + random.nextInt('z' - '"'));
            case 1 -> {
                System.arraycopy(bytes, at + length, changed, at, bytes.length - at - length);
                changed = Arrays.copyOf(changed, bytes.length - length);
            }
            case 2 -> {
                changed = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, changed, at + length, bytes.length - at);
            }
            default -> System.arraycopy(bytes, other, changed, at, length);
        }
        return changed;
    }
}
