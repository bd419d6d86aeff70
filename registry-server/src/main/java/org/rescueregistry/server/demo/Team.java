package org.rescueregistry.server.demo;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * An organisation of the demo: who it says it is, and its two keys.
 *
 * @param id names its files
 * @param jurisdiction a country's two letters
 * @param account the one it names in its application
 */
record Team(
        String id,
        OrganisationName name,
        String jurisdiction,
        BoundAccount account,
        Es256Signer key,
        Es256Signer pauseKey) {
    static final String KIND = "rescue_team";

    /** Nobody real: tests hold the names against lists of real organisations. */
    enum Cast {
        MORNING_FERRY("zh-Hans", "晨渡归途救援队", "Morning Ferry Homeward Rescue", "CN", "weiyan.example:7301442"),
        GREEN_VINE("zh-Hans", "青藤夜航互助会", "Green Vine Night Passage Aid", "CN", "weiyan.example:5518093"),
        MOON_BRIDGE(
                "th", "กลุ่มช่วยเหลือสะพานจันทร์", "Moon Bridge Help Group", "TH", "talkbook.example:moonbridge.help"),
        STAR_ROAD("km", "ក្រុមសង្គ្រោះផ្លូវផ្កាយ", "Star Road Rescue Team", "KH", "talkbook.example:starroad.kh"),
        WILLOW_LANE("my", "မိုးမခလမ်းကယ်ဆယ်ရေးအဖွဲ့", "Willow Lane Rescue", "MM", "talkbook.example:willowlane"),
        LANTERN_QUAY(
                "en", "Lantern Quay Homecoming Trust", "Lantern Quay Homecoming Trust", "HK", "weiyan.example:9026155");

        private final String language;
        private final String own;
        private final String english;
        private final String jurisdiction;
        private final String account;

        Cast(String language, String own, String english, String jurisdiction, String account) {
            this.language = language;
            this.own = own;
            this.english = english;
            this.jurisdiction = jurisdiction;
            this.account = account;
        }

        String id() {
            return english.substring(0, english.indexOf(' ', english.indexOf(' ') + 1))
                    .toLowerCase(Locale.ROOT)
                    .replace(' ', '-');
        }

        OrganisationName organisationName() {
            TreeMap<String, String> names = new TreeMap<>();
            names.put("en", english);
            names.put(language, own);
            return new OrganisationName(names);
        }

        String jurisdiction() {
            return jurisdiction;
        }

        String own() {
            return own;
        }

        /** With its keys drawn. */
        Team team(KeyRing keys) throws MalformedException {
            int colon = account.indexOf(':');
            AccountId id = AccountId.parse(account.substring(0, colon), account.substring(colon + 1));
            return new Team(
                    id(),
                    organisationName(),
                    jurisdiction,
                    new BoundAccount(id, List.of(own)),
                    keys.draw(id()),
                    keys.draw(id() + "-pause"));
        }
    }

    /** An application and all that its digests stand for. */
    record Applying(Application application, List<GivenDisclosure> disclosures) {}

    /** Everything public: the demo has nobody to hide. */
    Applying apply(Envelope envelope, SecureRandom random) {
        Disclosure named = name.disclose(random);
        Disclosure kind = Disclosure.create("kind", new Json.Str(KIND), random);
        Disclosure place = Disclosure.create("jurisdiction", new Json.Str(jurisdiction), random);
        Disclosure bound = account.disclose(random);
        Application application = Application.sign(
                new Application.Content(
                        key.publicKey(),
                        pauseKey.publicKey(),
                        DigestSet.of(named.digest()),
                        kind.digest(),
                        place.digest(),
                        DigestSet.of(bound.digest())),
                envelope,
                key);
        List<GivenDisclosure> given = new ArrayList<>();
        for (Disclosure disclosure : List.of(named, kind, place, bound)) {
            given.add(new GivenDisclosure(Audience.PUBLIC, disclosure));
        }
        return new Applying(application, given);
    }

    /** What {@code rescue apply --profile} reads: the same application by hand. */
    Json profile() {
        Json.ObjectBuilder names = Json.object();
        name.byLanguage().forEach(names::put);
        Json bound = Json.object()
                .put("audience", Audience.PUBLIC.text())
                .put("id", account.account().id())
                .put("names", Json.strings(account.names()))
                .put("platform", account.account().platform())
                .build();
        return Json.object()
                .put("accounts", Json.array(List.of(bound)))
                .put("jurisdiction", jurisdiction)
                .put("kind", KIND)
                .put("name", names.build())
                .build();
    }

    /** A post of its own, under the name that was bound. */
    Post post(String text) {
        return new Post(account.account(), account.names(), "", text);
    }

    /** Its name in its own language, and in English where that is another. */
    String called() {
        String own = account.names().get(0);
        String english = name.in("en");
        return own.equals(english) ? own : own + " (" + english + ")";
    }
}
