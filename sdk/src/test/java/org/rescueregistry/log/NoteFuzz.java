package org.rescueregistry.log;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A note from anybody: {@link SignedNote} accepts what {@link NaiveNote} does, understands the same, and prints the same bytes. */
final class NoteFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        Optional<NaiveNote> naive = NaiveNote.read(input);
        SignedNote note;
        try {
            note = SignedNote.parse(input);
        } catch (MalformedException refused) {
            must(naive.isEmpty(), "both refuse, not only ours with " + refused.code());
            return false;
        }
        must(naive.isPresent(), "both accept");
        must(note.text().equals(naive.get().text()), "both divide text and signatures at the same place");
        must(note.signatures().size() == naive.get().lines().size(), "both find as many signatures");
        for (int i = 0; i < note.signatures().size(); i++) {
            NoteSignature ours = note.signatures().get(i);
            NaiveNote.Line line = naive.get().lines().get(i);
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES + ours.signature().length)
                    .putInt(ours.keyId())
                    .put(ours.signature())
                    .array();
            must(ours.name().equals(line.name()) && Arrays.equals(bytes, line.bytes()), "both read the same signature");
        }
        must(Arrays.equals(note.toBytes(), input), "it prints what it read");
        must(SignedNote.parse(note.toBytes()).equals(note), "it reads what it printed");
        replacingSignaturesKeepsOneOfEachKey(note);
        return true;
    }

    private static void replacingSignaturesKeepsOneOfEachKey(SignedNote note) {
        SignedNote again = note.plus(note.signatures());
        must(again.signatures().size() == note.signatures().size(), "adding what is there adds nothing");
        NoteSignature last = note.signatures().get(note.signatures().size() - 1);
        must(note.plus(List.of(last)).signatures().contains(last), "what was added is there");
    }
}
