package org.rescueregistry.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.StatusFinding;
import org.rescueregistry.sdk.StatusProof;
import org.rescueregistry.sdk.StatusProofCheck;
import org.rescueregistry.sdk.TrustedLog;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rescue proof …}. */
@Command(
        name = "proof",
        description = "Get and check proofs of an organisation's status that need no network to be checked.",
        subcommands = {ProofCommand.Get.class, ProofCommand.Check.class})
public final class ProofCommand extends GroupCommand {
    public ProofCommand(World world) {
        super(world);
    }

    private static StatusFinding judge(StatusProofCheck check, StatusProof proof, Code code, @Nullable Instant at) {
        return at == null ? check.now(proof, code) : check.at(proof, code, at);
    }

    /** {@code rescue proof get}. */
    @Command(
            name = "get",
            description = {
                "Get the proof of what a registry's log says of a code, now or at an earlier time, check"
                        + " it, and write it into a file with the registry's trust chain, so that whoever has your"
                        + " anchor set can check it without a network while that lasts.",
                "Ends with 0 if the organisation is active, 1 if it is not or nobody has the code: that"
                        + " is proven too, and written.",
                "What is not proven is not written."
            })
    static final class Get extends RescueCommand {
        @Parameters(
                index = "0",
                paramLabel = "CODE",
                converter = ValueReader.OfCode.class,
                description = "the organisation, such as RR-CN7K-3M9Q-XDP2")
        @SuppressWarnings("NullAway.Init")
        private Code code;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "the file to write, such as team.status-proof; it must not be there yet")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                converter = TimeReader.class,
                description = "what held then: 2026-11-22T08:00:00Z, or seconds since 1970 (default: now)")
        private @Nullable Instant at;

        @Option(names = "--with-last", description = "with the receipt of the last statement about the organisation")
        private boolean withLast;

        @Mixin
        private final Anchors anchors = new Anchors();

        Get(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            AnchorSet trusted = anchors.load(world);
            Disk.requireAbsent(out);
            TrustChain chain = new RegistryFinder(world, trusted).chainOf(code);
            RegistryClient registry = new RegistryClient(chain.subject(), world.web(), world.clock());
            StatusProof proof =
                    Asking.ask(() -> registry.statusProof(code, at, withLast)).withChain(chain.statements());
            VerificationPolicy policy = VerificationPolicy.ONLINE;
            StatusFinding finding = judge(new StatusProofCheck(log(chain), policy, world.now()), proof, code, at);
            print(finding.match(new StatusPage(code, at != null, policy.maxStatusAge())));
            if (finding instanceof StatusFinding.Registered || finding instanceof StatusFinding.NotRegistered) {
                Disk.writeNew(out, proof.toBytes());
                say("wrote " + out);
            }
            return StatusPage.exit(finding);
        }

        private static TrustedLog log(TrustChain chain) throws Stopped {
            try {
                return TrustedLog.of(chain);
            } catch (MalformedException e) {
                throw new Stopped(
                        StopCode.REGISTRY_IN_TROUBLE,
                        chain.subject() + " is not to be believed: " + e.getMessage() + " (" + e.code() + ")");
            }
        }
    }

    /** {@code rescue proof check}. */
    @Command(
            name = "check",
            description = "Check a status proof, without a network. Say whom you trust: the anchor set, to"
                    + " which the chain in the file has to lead, or the policy of the log. Ends with 0 if"
                    + " it proves that the organisation is active, 1 if it proves that it is not or that"
                    + " nobody has the code, or if it is false, 3 if nobody can say by it: too old, of"
                    + " another time, too few signatures.")
    static final class Check extends RescueCommand {
        @Parameters(index = "0", paramLabel = "FILE", description = "the proof")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "CODE",
                converter = ValueReader.OfCode.class,
                description = "the organisation you ask about (default: whichever the proof is about)")
        private @Nullable Code code;

        @Option(
                names = "--anchors",
                paramLabel = "FILE",
                description = "the anchor set: whom you trust to begin with. This or --policy is needed")
        private @Nullable Path anchors;

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description =
                        "the log's keys and who has to have signed with it (C2SP tlog-policy), as you know it from elsewhere")
        private @Nullable Path policy;

        @Option(
                names = "--at",
                paramLabel = "TIME",
                converter = TimeReader.class,
                description = "ask what held then: 2026-11-22T08:00:00Z, or seconds since 1970 (default: now)")
        private @Nullable Instant at;

        @Option(
                names = "--max-age",
                paramLabel = "TIME",
                converter = Span.class,
                defaultValue = "24h",
                description = "how old a status may be that is to hold now: 10m, 24h (default: ${DEFAULT-VALUE})")
        private Duration maxAge = VerificationPolicy.OFFLINE.maxStatusAge();

        Check(World world) {
            super(world);
        }

        @Override
        ExitCode run() throws Stopped {
            if ((anchors == null) == (policy == null)) {
                throw new Stopped(
                        StopCode.ANCHORS_MISSING, "say whom you trust, with --anchors FILE or with --policy FILE");
            }
            StatusProof proof;
            try {
                proof = StatusProof.parse(Disk.read(file));
            } catch (MalformedException e) {
                return answer(StatusFinding.of(e), code);
            }
            Code asked = code == null ? proof.code() : code;
            try {
                TrustedLog log = policy == null ? chained(proof) : TrustedLog.of(LogPolicy.parse(Disk.read(policy)));
                StatusProofCheck check = new StatusProofCheck(log, new VerificationPolicy(maxAge), world.now());
                return answer(judge(check, proof, asked, at), asked);
            } catch (MalformedException e) {
                throw Stopped.at(policy == null ? "the chain in " + file : policy.toString(), e);
            } catch (NoChain e) {
                return answer(e.why, asked);
            }
        }

        private ExitCode answer(StatusFinding finding, @Nullable Code asked) {
            print(finding.match(new StatusPage(asked, at != null, maxAge)));
            return StatusPage.exit(finding);
        }

        /** No chain in the file leads to the anchors now. */
        private static final class NoChain extends Exception {
            private static final long serialVersionUID = 1L;

            private final transient StatusFinding why;

            NoChain(String code, String message) {
                this.why = new StatusFinding.Undetermined(code, message);
            }
        }

        private TrustedLog chained(StatusProof proof) throws Stopped, NoChain, MalformedException {
            AnchorSet trusted = Anchors.load(Objects.requireNonNull(anchors), world);
            List<String> statements = proof.chain();
            if (statements.isEmpty()) {
                throw new NoChain("no_chain", "the file has no trust chain; give the log's policy with --policy");
            }
            Resolution chain = new TrustChainResolver(trusted.anchors()).verify(Json.strings(statements), world.now());
            if (chain instanceof Resolution.Refused refused) {
                throw new NoChain(
                        refused.reason().code(),
                        "the chain in the file does not lead to these anchors now: " + refused.message());
            }
            return TrustedLog.of(((Resolution.Trusted) chain).chain());
        }
    }
}
