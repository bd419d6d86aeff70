package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;

class ForkGuardTest {
    private static final String ORIGIN = "registry.example/log";
    private static final Checkpoint EMPTY = new Checkpoint(ORIGIN, 0, Merkle.EMPTY_ROOT);
    private static final Checkpoint TWO = head(2);
    private static final Checkpoint FIVE = head(5);

    @TempDir
    Path folder;

    @Test
    void holdsNothingAtFirst() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            assertThat(guard.held()).isEqualTo(EMPTY);
        }
    }

    @Test
    void remembersAcrossRestarts() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            guard.advance(EMPTY, TWO);
            guard.advance(TWO, FIVE);
        }
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            assertThat(guard.held()).isEqualTo(FIVE);
        }
    }

    @Test
    void doesNotHoldWhatWasTornOffWhileItWasAppended() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            guard.advance(EMPTY, TWO);
            guard.advance(TWO, FIVE);
        }
        byte[] whole = Files.readAllBytes(folder.resolve(FileForkGuard.NAME));
        int first = (TWO.text() + "\n").length();
        for (int length = first; length < whole.length; length++) {
            Files.write(folder.resolve(FileForkGuard.NAME), Arrays.copyOf(whole, length));
            assertThat(ForkGuard.peek(folder)).contains(TWO);
            try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
                assertThat(guard.held()).isEqualTo(TWO);
                guard.advance(TWO, head(9));
                assertThat(guard.held()).isEqualTo(head(9));
            }
            assertThat(ForkGuard.peek(folder)).contains(head(9));
        }
    }

    @Test
    void staysSmallHoweverOftenItMoves() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            Checkpoint held = EMPTY;
            for (int size = 1; size <= 200; size++) {
                guard.advance(held, head(size));
                held = head(size);
                assertThat(Files.size(folder.resolve(FileForkGuard.NAME))).isLessThanOrEqualTo(4096);
            }
            assertThat(guard.held()).isEqualTo(head(200));
        }
    }

    @Test
    void refusesToMoveFromWhatItDoesNotHold() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            guard.advance(EMPTY, TWO);
            assertThatThrownBy(() -> guard.advance(EMPTY, FIVE)).satisfies(this::forkGuardDiffers);
            assertThatThrownBy(() -> guard.advance(FIVE, head(9))).satisfies(this::forkGuardDiffers);
            assertThat(guard.held()).isEqualTo(TWO);
        }
    }

    @Test
    void refusesToGoBackOrSideways() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            guard.advance(EMPTY, FIVE);
            assertThatThrownBy(() -> guard.advance(FIVE, TWO)).satisfies(this::forkGuardDiffers);
            Checkpoint other = new Checkpoint(ORIGIN, 5, Digest.sha256(new byte[] {99}));
            assertThatThrownBy(() -> guard.advance(FIVE, other)).satisfies(this::forkGuardDiffers);
            assertThat(guard.held()).isEqualTo(FIVE);
        }
    }

    @Test
    void refusesASecondWriterOnTheFolder() throws Exception {
        try (ForkGuard first = ForkGuard.in(folder, ORIGIN)) {
            assertThatThrownBy(() -> ForkGuard.in(folder, ORIGIN))
                    .isInstanceOfSatisfying(
                            SigningRefusedException.class,
                            e -> assertThat(e.code()).isEqualTo("second_writer"));
            first.advance(EMPTY, TWO);
        }
        try (ForkGuard second = ForkGuard.in(folder, ORIGIN)) {
            assertThat(second.held()).isEqualTo(TWO);
        }
    }

    @Test
    void refusesAnotherLogsGuardAndADamagedOne() throws Exception {
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            guard.advance(EMPTY, TWO);
        }
        try (ForkGuard other = ForkGuard.in(folder, "other.example/log")) {
            assertThatThrownBy(other::held).isInstanceOf(IOException.class);
        }
        Files.writeString(folder.resolve(FileForkGuard.NAME), ORIGIN + "\n02\n");
        try (ForkGuard guard = ForkGuard.in(folder, ORIGIN)) {
            assertThatThrownBy(guard::held).isInstanceOf(IOException.class);
        }
    }

    private void forkGuardDiffers(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        SigningRefusedException.class, e -> assertThat(e.code()).isEqualTo("fork_guard_differs"));
    }

    private static Checkpoint head(long size) {
        return new Checkpoint(ORIGIN, size, Digest.sha256(new byte[] {(byte) size}));
    }
}
