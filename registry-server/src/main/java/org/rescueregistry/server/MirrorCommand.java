package org.rescueregistry.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.ledger.Mirror;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code registry mirror}: keeps verified copies of logs and serves them. */
@Command(
        name = "mirror",
        description = {
            "Keep a copy of one or several logs, verified before it is kept, and serve it under the same paths: from it"
                    + " others read on when the log is down, and a registry is restored.",
            "It pulls, and it cosigns nothing."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class MirrorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--dir", required = true, description = "folder of the copies")
    private Path dir;

    @Option(names = "--listen", required = true, description = "host:port where it takes connections")
    private String listen;

    @Option(
            names = "--policy",
            arity = "1",
            description = "a log policy (C2SP tlog-policy): its logs are followed at the URLs in it, as far as enough"
                    + " witnesses have cosigned; several times for several")
    private List<Path> policies = List.of();

    @Option(names = "--log", arity = "1", description = "URL of a log whose own signature is enough; with --vkey")
    private List<String> logs = List.of();

    @Option(
            names = "--vkey",
            arity = "1",
            description = "verifier key of the --log before it; all keys of a log have one name")
    private List<String> vkeys = List.of();

    @Option(names = "--interval", description = "seconds between looks at a log (default: ${DEFAULT-VALUE})")
    private long interval = 10;

    @Override
    public Integer call() throws IOException, MalformedException, SigningRefusedException {
        List<Mirror.Followed> followed = followed();
        if (followed.isEmpty() || interval < 1) {
            throw new MalformedException(
                    "no_log", "which log? give --policy, or --log and --vkey; and an interval from 1 second up");
        }
        Listen where = Listen.parse(listen, "--listen");
        Vertx vertx = Vertx.vertx();
        return Running.start(
                vertx,
                MirrorServer.start(
                        new MirrorServer.Settings(dir, where, Duration.ofSeconds(interval)), followed, vertx),
                server -> new Running.Server("mirror of " + followed.size() + " logs", server.port(), server::close));
    }

    private List<Mirror.Followed> followed() throws IOException, MalformedException {
        Web web = Web.withTimeLimit(PATIENCE);
        List<Mirror.Followed> followed = new ArrayList<>();
        for (Path policy : policies) {
            followed.addAll(ofPolicy(LogKeys.policy(policy), web));
        }
        Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
        for (String vkey : vkeys) {
            VerifierKey key = VerifierKey.parse(vkey);
            keys.computeIfAbsent(key.name(), name -> new ArrayList<>()).add(key);
        }
        if (keys.size() != logs.size()) {
            throw new MalformedException("no_key", "each --log has its --vkey, and each --vkey belongs to a --log");
        }
        int next = 0;
        for (Map.Entry<String, List<VerifierKey>> log : keys.entrySet()) {
            followed.add(new Mirror.Followed(
                    log.getKey(), log.getValue(), null, LogSource.at(LogPlace.url(logs.get(next++)), web)));
        }
        return followed;
    }

    /** The logs of a policy, each once, however many keys it has. */
    static List<Mirror.Followed> ofPolicy(LogPolicy policy, Web web) throws MalformedException {
        Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
        Map<String, URI> urls = new LinkedHashMap<>();
        for (LogPolicy.Log log : policy.logs()) {
            String origin = log.key().name();
            keys.computeIfAbsent(origin, name -> new ArrayList<>()).add(log.key());
            if (log.url() != null) {
                urls.putIfAbsent(origin, LogPlace.url(log.url()));
            }
        }
        List<Mirror.Followed> followed = new ArrayList<>();
        for (Map.Entry<String, List<VerifierKey>> log : keys.entrySet()) {
            URI url = urls.get(log.getKey());
            if (url == null) {
                throw new MalformedException("no_url", "the policy does not say where the log " + log.getKey() + " is");
            }
            followed.add(new Mirror.Followed(log.getKey(), log.getValue(), policy, LogSource.at(url, web)));
        }
        return followed;
    }
}
