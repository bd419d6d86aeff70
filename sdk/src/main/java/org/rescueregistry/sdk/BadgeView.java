package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;

/**
 * What a platform may show its readers of a verdict, in one language: a badge with its words, a whole card that needs no link, and
 * neutral pointers for codes that the post quotes. Nothing in it speaks against an author.
 *
 * <pre>
 * {"badge":{"alt":"Badge: …","card":{"facts":[{"label":"Code","value":"RR-CN7K-3M9Q-XDP2"}],"paragraphs":["…"],"title":"…"},
 *           "text":"Vetted rescue team","tone":"good"},
 *  "locale":"en","pointers":["…"]}
 * </pre>
 *
 * @param locale of {@link Messages#LOCALES}
 * @param badge null when no badge may be shown and none has to be explained
 * @param pointers one sentence for each code or link quoted
 */
public record BadgeView(String locale, @Nullable Badge badge, List<String> pointers) {
    /** Most accounts that a pointer names. */
    public static final int MAX_ACCOUNTS = 5;

    /** How a badge looks; never the only carrier of what it says. */
    public enum Tone {
        /** A badge in the full sense. */
        GOOD,
        /** In a badge's place: nothing is wrong, and nothing is vouched for now. */
        PAUSED,
        /** In a badge's place: it was one. */
        ENDED;

        /** On the wire, in small letters. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A badge, or what stands in its place.
     *
     * @param text beside the account's name, a few words
     * @param alt the same for who does not see it, with whose it is and as of when
     */
    public record Badge(Tone tone, String text, String alt, Card card) {
        private Json.Obj json() {
            return Json.object()
                    .put("alt", alt)
                    .put("card", card.json())
                    .put("text", text)
                    .put("tone", tone.text())
                    .build();
        }
    }

    /** What opens when somebody asks what the badge means. */
    public record Card(String title, List<String> paragraphs, List<Fact> facts) {
        public Card {
            paragraphs = List.copyOf(paragraphs);
            facts = List.copyOf(facts);
        }

        private Json.Obj json() {
            return Json.object()
                    .put("facts", Json.array(facts.stream().map(Fact::json).toList()))
                    .put("paragraphs", Json.strings(paragraphs))
                    .put("title", title)
                    .build();
        }
    }

    /** A line of a card. */
    public record Fact(String label, String value) {
        private Json.Obj json() {
            return Json.object().put("label", label).put("value", value).build();
        }
    }

    public BadgeView {
        pointers = List.copyOf(pointers);
    }

    /**
     * What may be shown of a verdict; nothing while the platform only tries it out.
     *
     * @param snapshot the one the verdict names, which knows the organisation's name and accounts
     */
    public static BadgeView of(Verdict verdict, Snapshot snapshot, Messages messages) {
        if (verdict.basis().shadow()) {
            return new BadgeView(messages.locale(), null, List.of());
        }
        View view = new View(verdict, snapshot, messages);
        return new BadgeView(messages.locale(), view.badge(), view.pointers());
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return badge == null && pointers.isEmpty();
    }

    /** The wire form. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object().put("locale", locale).put("pointers", Json.strings(pointers));
        if (badge != null) {
            json.put("badge", badge.json());
        }
        return json.build();
    }

    /** One verdict, being put into words. */
    private record View(Verdict verdict, Snapshot snapshot, Messages messages) {

        private @Nullable Badge badge() {
            if (verdict.reasons().isEmpty()) {
                return null;
            }
            Because first = verdict.reasons().get(0);
            Code code = first.code();
            Instant asOf = verdict.asOf();
            if (code == null
                    || asOf == null
                    || first.reason().display() != VerdictReason.Display.PUBLIC
                    || !(verdict.outcome().isVerified() || verdict.outcome() == Outcome.NO_LONGER_VALID)) {
                return null;
            }
            Tone tone = tone(first.reason());
            String id = "badge." + (tone == Tone.GOOD ? verdict.outcome().name() : tone.name());
            Map<String, String> arguments = Map.of("name", name(code), "as_of", messages.time(asOf));
            return new Badge(
                    tone,
                    messages.text(id + ".text"),
                    messages.format(id + ".alt", arguments),
                    card(tone, first, code, asOf));
        }

        private Tone tone(VerdictReason reason) {
            if (verdict.outcome().isVerified()) {
                return Tone.GOOD;
            }
            return reason == VerdictReason.PAUSED || reason == VerdictReason.UNDER_REVIEW ? Tone.PAUSED : Tone.ENDED;
        }

        private Card card(Tone tone, Because first, Code code, Instant asOf) {
            String kind = tone.text();
            List<String> paragraphs = new ArrayList<>(List.of(messages.text("card." + kind)));
            if (verdict.outcome() == Outcome.POST_VERIFIED) {
                paragraphs.add(messages.text("card.post"));
            }
            paragraphs.add(messages.text("card.meaning"));
            List<Fact> facts = new ArrayList<>();
            facts.add(fact("organisation", Quotation.of(name(code))));
            facts.add(fact("code", code.canonical()));
            if (first.registry() != null) {
                facts.add(fact("registry", first.registry().toString()));
            }
            facts.add(fact("as_of", messages.time(asOf)));
            for (Because because : verdict.reasons()) {
                if (because.reason().display() == VerdictReason.Display.PUBLIC) {
                    facts.add(fact("why", messages.reason(because)));
                }
            }
            return new Card(messages.format("card.title." + kind, Map.of("name", name(code))), paragraphs, facts);
        }

        private Fact fact(String id, String value) {
            return new Fact(messages.text("card.fact." + id), value);
        }

        /** The organisation's name in this language; its code where none is disclosed. */
        private String name(Code code) {
            return snapshot.registry(code)
                    .flatMap(registry -> registry.record(code).flatMap(registry::name))
                    .map(name -> name.in(messages.locale()))
                    .orElseGet(() -> messages.format("name.none", Map.of("code", code.canonical())));
        }

        private List<String> pointers() {
            return verdict.reasons().stream()
                    .filter(because -> because.reason().display() == VerdictReason.Display.POINTER)
                    .map(this::pointer)
                    .toList();
        }

        private String pointer(Because because) {
            String id = "pointer." + because.reason().name();
            String detail = Optional.ofNullable(because.detail()).orElse("");
            Code code = because.code();
            if (code == null) {
                return messages.format(id, Map.of("detail", detail));
            }
            List<String> accounts = accounts(code);
            boolean closed = because.reason() == VerdictReason.CODE_OF_ANOTHER && accounts.isEmpty();
            return messages.format(
                    closed ? id + ".closed" : id,
                    Map.of(
                            "code",
                            code.canonical(),
                            "name",
                            name(code),
                            "accounts",
                            String.join(", ", accounts),
                            "detail",
                            detail));
        }

        private List<String> accounts(Code code) {
            Optional<RegistrySnapshot> registry = snapshot.registry(code);
            Optional<OrganisationRecord> record = registry.flatMap(home -> home.record(code));
            if (record.isEmpty()) {
                return List.of();
            }
            return record.get().accounts().stream()
                    .flatMap(account -> registry.get().disclosed(account).stream())
                    .limit(MAX_ACCOUNTS)
                    .map(bound -> String.join(" / ", bound.names()) + " (" + words(bound.account()) + ")")
                    .toList();
        }

        private static String words(AccountId account) {
            return account.platform() + " " + account.id();
        }
    }
}
