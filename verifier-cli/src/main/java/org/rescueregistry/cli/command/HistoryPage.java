package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.History;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Status;
import org.rescueregistry.statement.Waiting;
import org.rescueregistry.wire.Json;

/** Everything that a log says of one organisation, leaf by leaf, in the words with which it was signed. */
final class HistoryPage {
    private final History history;
    private final Function<Digest, String> meaning;

    /** @param meaning what a digest stands for, as far as it was disclosed */
    HistoryPage(History history, Function<Digest, String> meaning) {
        this.history = history;
        this.meaning = meaning;
    }

    /** Puts a few lines for each event behind what is on the page. */
    void addTo(Page page) {
        page.line("").line("HISTORY");
        Status last = null;
        for (History.Event event : history.events()) {
            page.line("  leaf " + event.index() + ", " + PlainWords.time(event.time()));
            words(event).forEach(line -> page.line("    " + line));
            Status now = status(event);
            if (now != null && now != last) {
                page.line("    from then on: " + now.text());
            }
            last = now;
        }
    }

    Json json() {
        return Json.array(history.events().stream().map(this::json).toList());
    }

    private Json json(History.Event event) {
        Json.ObjectBuilder json = Json.object()
                .put("index", event.index())
                .put("time", event.time().getEpochSecond())
                .put("words", Json.strings(words(event)));
        Status status = status(event);
        if (status != null) {
            json.put("status", status.text());
        }
        return event.match(new History.Event.Cases<Json.ObjectBuilder>() {
                    @Override
                    public Json.ObjectBuilder said(History.Said said) {
                        Statement statement = said.statement();
                        json.put("act", statement.act().name())
                                .put("id", statement.id().base64Url())
                                .put("key", statement.signer().toString())
                                .put("outcome", OutcomeWords.code(said));
                        if (said.by() != null) {
                            json.put("by", said.by().text());
                        }
                        return json;
                    }

                    @Override
                    public Json.ObjectBuilder fellDue(History.FellDue due) {
                        return json.put("outcome", "fell_due");
                    }
                })
                .build();
    }

    private static @Nullable Status status(History.Event event) {
        OrganisationRecord after = event.after();
        return after == null ? null : after.status();
    }

    private List<String> words(History.Event event) {
        return event.match(new History.Event.Cases<>() {
            @Override
            public List<String> said(History.Said said) {
                List<String> words = new ArrayList<>(act(said.statement()));
                String by = said.by() == null
                        ? "a key that nobody here has"
                        : said.by().text();
                words.add("signed by " + by + ", key " + said.statement().signer());
                words.add(OutcomeWords.of(said));
                return words;
            }

            @Override
            public List<String> fellDue(History.FellDue due) {
                return duly(due);
            }
        });
    }

    private List<String> act(Statement statement) {
        if (statement.act() instanceof Act.Pause pause && pause.reason() != Reason.KEY_COMPROMISE) {
            // Why a team pauses is not to be told: the reason could say that it is in danger.
            return List.of("Pause " + statement.sub());
        }
        return PlainWords.of(statement.act(), statement.sub(), meaning);
    }

    private static List<String> duly(History.FellDue due) {
        List<String> words = new ArrayList<>();
        for (Waiting item : due.before().waiting()) {
            if (!due.after().waiting().contains(item)) {
                words.add("what waited took effect: " + item.getClass().getSimpleName() + ", by the act " + item.by());
            }
        }
        due.before().suspensions().stream()
                .filter(suspension -> due.after().suspension(suspension.by()).isEmpty())
                .forEach(suspension -> words.add("a suspension lapsed, by the act " + suspension.by()));
        return words;
    }
}
