package org.rescueregistry.naive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often random histories met each refusal code, each act and each status. */
final class Tally {
    /** Tests run in a module's directory. */
    private static final Path PAGE = Path.of("..", "docs", "reference", "statements.md");

    private final Map<String, Integer> met = new TreeMap<>();
    private int histories;
    private long leaves;

    int histories() {
        return histories;
    }

    void add(History history, NaiveReducer naive) {
        histories++;
        leaves += history.leaves().size();
        history.seen().forEach((what, times) -> met.merge(what, times, Integer::sum));
        naive.outcomes().forEach(this::count);
        if (naive.stop() != null) {
            count(naive.stop().replaceFirst(" at .*", ""));
        }
    }

    private void count(String what) {
        met.merge(what, 1, Integer::sum);
    }

    /** Which codes of the page's section 10, acts of its section 6 and statuses were met less often. */
    List<String> metLessThan(int times) throws IOException {
        TreeSet<String> wanted = new TreeSet<>();
        String page = Files.readString(PAGE);
        String codes = page.substring(page.indexOf("\n## 10 "), page.indexOf("\n## 11 "));
        Matcher code = Pattern.compile("`([a-z]+(?:_[a-z]+)*)`").matcher(codes);
        while (code.find()) {
            wanted.add(code.group(1));
        }
        Rows.ACTS.keySet().stream()
                .filter(act -> !act.equals("charter"))
                .forEach(act -> wanted.add(act + " effective"));
        for (String act :
                List.of("appoint", "dismiss", "admit", "confirm", "rekey", "erase", "reinstate", "revoke", "finding")) {
            wanted.add(act + " pending");
        }
        for (String status : List.of("active", "suspended", "revoked", "withdrawn")) {
            wanted.add("status " + status);
        }
        for (String differs : List.of("charter", "map", "status_lists")) {
            wanted.add("wrong_state " + differs);
        }
        wanted.removeIf(each -> met.getOrDefault(each, 0) >= times);
        return List.copyOf(wanted);
    }

    @Override
    public String toString() {
        return histories + " histories, " + leaves + " leaves: " + met;
    }
}
