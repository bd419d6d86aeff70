package org.rescueregistry.server.demo;

import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;

/** The {@code rescue} command lines that do what the story does; paths are seen from the demo's folder. */
final class ByHand {
    private static final String TRUST = " --anchors " + Federation.ANCHORS;

    private ByHand() {}

    static String apply(Desk desk, String team) {
        return "rescue apply --registry " + desk.entity() + " --profile " + profile(team) + " --pause-key keys/" + team
                + "-pause.jwk" + signedBy(team);
    }

    static String vouch(Digest application, Desk desk, String vetter) {
        return "rescue vouch " + application + " --registry " + desk.entity() + signedBy(vetter);
    }

    static String admit(Digest application, Desk desk, String operator) {
        return "rescue admit " + application + " --registry " + desk.entity() + signedBy(operator);
    }

    static String bind(Code code, BoundAccount account, String team) {
        return "rescue bind " + code + " --account '" + account.account().platform() + ":"
                + account.account().id() + "=" + String.join("|", account.names()) + "' --audience public"
                + signedBy(team);
    }

    static String confirm(Code code, BoundAccount account, String officer) {
        return "rescue confirm " + code + " --account " + account.account().platform() + ":"
                + account.account().id() + signedBy(officer);
    }

    static String appoint(Desk desk, String officer, String options, String signer) {
        return "rescue appoint --registry " + desk.entity() + " --person keys/" + officer + ".jwk " + options
                + signedBy(signer);
    }

    static String attest(Code code, BoundAccount account, String text, String team) {
        return "rescue attest " + code + " --account " + account.account().platform() + ":"
                + account.account().id() + " --text " + text + " --with-code" + signedBy(team);
    }

    static String retract(Code code, PostAttestation attestation, String team) {
        return "rescue retract " + code + " --attestation " + attestation.id() + signedBy(team);
    }

    /** Needs no anchors: who pauses may have nothing but a telephone. */
    static String pause(Code code, EntityId registry, String team) {
        return "rescue pause " + code + " --registry " + registry + " --key " + KeyRing.file(team + "-pause")
                + " --passphrase-file passphrase --yes";
    }

    static String revoke(Code code, Reason reason, String officer) {
        return "rescue revoke " + code + " --reason " + reason.text() + signedBy(officer);
    }

    static String show(Code code) {
        return "rescue show " + code + TRUST;
    }

    static String verify(String post) {
        return "rescue verify " + post + TRUST;
    }

    static String audit(EntityId registry) {
        return "rescue log audit " + registry + TRUST;
    }

    static String showAnchors() {
        return "rescue anchors show " + Federation.ANCHORS;
    }

    static String profile(String team) {
        return "profiles/" + team + ".json";
    }

    private static String signedBy(String name) {
        return TRUST + " --key " + KeyRing.file(name) + " --passphrase-file passphrase --yes";
    }
}
