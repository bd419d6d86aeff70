package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.testing.FuzzRun;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** What platforms, auditors and registries may send each other, a moment each; at length with {@code -Pfuzz}. */
class ReportFuzzTest {
    private static final List<Class<? extends FuzzTarget>> TARGETS =
            List.of(ReportFuzz.class, RulingFuzz.class, DecisionFuzz.class);

    @Test
    void readsWhateverComes() throws Exception {
        if ("write".equals(System.getProperty("rescue.vectors"))) {
            write(ReportFuzz.class, reports());
            write(RulingFuzz.class, rulings());
            write(DecisionFuzz.class, decisions());
        }
        for (Class<? extends FuzzTarget> target : TARGETS) {
            FuzzRun run = new FuzzRun(target);
            run.corpusHolds();
            run.neighboursHold();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = FuzzRun.SECONDS, matches = "[1-9][0-9]*", disabledReason = "asked for with -Pfuzz")
    void readsWhateverJazzerFinds() throws Exception {
        for (Class<? extends FuzzTarget> target : TARGETS) {
            new FuzzRun(target).holdsUnderJazzer();
        }
    }

    private static Map<String, String> reports() throws MalformedException {
        Map<String, String> files = new TreeMap<>();
        String report = payload(ReportScene.report());
        String appeal = payload(ReportScene.appeal());
        files.put("good-report", report);
        files.put("good-appeal", appeal);
        files.put("bad-text", report.replace("\"reason\":", "\"note\":\"they said\",\"reason\":"));
        files.put("bad-reader", report.replace("}", ",\"reporter\":\"somebody\"}"));
        files.put("bad-reason-in-words", report.replace("NAME_CHANGED", "he took our money"));
        files.put("bad-quoted-code", report.replace("NAME_CHANGED", "CODE_OF_ANOTHER"));
        files.put("bad-report-with-reply", appeal.replace("\"appeal\"", "\"report\""));
        files.put("bad-appeal-without-reply", appeal.replaceFirst("\"in_reply_to\":\"[^\"]*\",", ""));
        files.put("bad-decision-id", report.replace("mK3h0yWnT5m0Xk2c0e9rLg", "mK3h0yWnT5m0Xk2c0e9r"));
        files.put("bad-code", report.replace("\"code\":\"RR-CN", "\"code\":\"RR-TH"));
        files.put("bad-platform", report.replace("weibo.com", "Weibo.com"));
        files.put("bad-cut", report.substring(0, report.length() / 2));
        return files;
    }

    private static Map<String, String> rulings() throws MalformedException {
        Map<String, String> files = new TreeMap<>();
        String good = payload(ReportScene.ruling(FindingOutcome.UPHELD));
        files.put("good-upheld", good);
        files.put("good-nothing-followed", good.replaceFirst("\"statements\":.*]", "\"statements\":[]"));
        files.put("bad-outcome", good.replace("upheld", "guilty"));
        files.put("bad-comment", good.replace("\"iat\"", "\"comment\":\"obvious\",\"iat\""));
        files.put("bad-order", good.replaceFirst("\\[(\"[^\"]*\"),(\"[^\"]*\")]", "[$2,$1]"));
        files.put("bad-twice", good.replaceFirst("\\[(\"[^\"]*\"),(\"[^\"]*\")]", "[$1,$1]"));
        return files;
    }

    private static Map<String, String> decisions() throws MalformedException {
        Map<String, String> files = new TreeMap<>();
        String good = payload(ReportScene.decision());
        files.put("good-one", good);
        files.put("bad-other-report", good.replaceFirst("\"report\":\"[^\"]{2}", "\"report\":\"AA"));
        files.put("bad-other-log", good.replace("registry.example/log", "registry.test/log"));
        files.put("bad-no-ruling", good.replaceFirst(",\"ruling\":\"[^\"]*\"", ""));
        files.put("bad-ruling", good.replaceFirst("\"ruling\":\"e", "\"ruling\":\"f"));
        return files;
    }

    private static String payload(Signed signed) throws MalformedException {
        return new String(CompactJws.parse(signed.compact()).payload(), UTF_8);
    }

    private static void write(Class<?> target, Map<String, String> corpus) throws Exception {
        Path folder = Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : corpus.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
