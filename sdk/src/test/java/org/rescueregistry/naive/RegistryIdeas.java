package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Admissions, and what might be said of the registry: appointments, dismissals, new charters. */
final class RegistryIdeas {
    private final Walk walk;
    private final Pen pen;
    private int organisations;

    RegistryIdeas(Walk walk) {
        this.walk = walk;
        this.pen = walk.pen();
    }

    void next() {
        int choice = pen.below(100);
        if (walk.state().records.isEmpty() || choice < 14) {
            admit();
        } else if (choice < 45) {
            appoint();
        } else if (choice < 70) {
            dismiss();
        } else {
            recharter();
        }
    }

    private Map<String, Object> payload(String act) {
        return pen.payload(act, Pen.ENTITY, walk.now());
    }

    private <T> List<T> shuffled(List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, new Random(pen.below(1 << 30)));
        return shuffled;
    }

    private List<String> quorum() {
        List<String> operators = shuffled(walk.operators());
        return operators.subList(
                0, (int) Math.min(operators.size(), walk.state().quorum()));
    }

    private String code() {
        if (pen.chance(4) && !walk.state().records.isEmpty()) {
            return pen.any(walk.state().records.keySet());
        }
        String ten = (pen.chance(97) ? "CN" : "ZZ") + String.format("%08d", organisations++);
        String symbols = ten + Shapes.checkSymbols(ten);
        return "RR-" + symbols.substring(0, 4) + "-" + symbols.substring(4, 8) + "-" + symbols.substring(8);
    }

    private void admit() {
        String key = pen.chance(97) ? pen.freshKey() : walk.anybody();
        String application = application(key);
        Map<String, Object> payload = pen.payload("admit", code(), walk.now());
        Set<Object> basis = new TreeSet<>(Set.of(walk.state().charterId));
        List<Object> vouches = new ArrayList<>();
        for (String kid : vouchers()) {
            vouches.add(vouch(
                    kid, NaiveJws.readUnsigned(application, Rows.APPLICATION).id()));
            NaiveState.Person person = walk.state().persons.get(kid);
            basis.add(person == null ? pen.digest() : person.appointment);
        }
        payload.put("application", application);
        payload.put("vouches", vouches);
        payload.put("basis", new ArrayList<>(basis));
        payload.put("status_index", statusIndex());
        long from = walk.now() + pen.below(20) - 10;
        payload.put("valid_from", from);
        payload.put(
                "valid_until",
                pen.chance(93)
                        ? from + walk.state().limit("validity_max")
                        : pen.of(
                                from,
                                walk.now(),
                                walk.now() + 1,
                                from + walk.state().limit("validity_max") + 1));
        walk.together(quorum(), payload);
    }

    private String application(String key) {
        Map<String, Object> payload = payload("application");
        payload.remove("act");
        payload.put("key", Cast.jwk(key));
        payload.put("pause_key", Cast.jwk(pen.chance(97) ? pen.freshKey() : pen.of(key, walk.anybody())));
        payload.put("profile", pen.digests(pen.size(3, 32)));
        payload.put("kind", pen.digest());
        payload.put("jurisdiction", pen.digest());
        payload.put("accounts", pen.digests(pen.size(3, 16)));
        if (pen.chance(1)) {
            payload.put("log", "other.example/log");
        }
        if (pen.chance(1)) {
            payload.put("sub", "https://other.example");
        }
        String signer = pen.chance(99) ? key : walk.anybody();
        return Cast.signed(Rows.APPLICATION, signer, pen.chance(50) ? key : signer, payload);
    }

    /** Two or three vetters, ascending; mostly of two bodies, sometimes others. */
    private List<String> vouchers() {
        List<String> vetters = shuffled(walk.people("vetter"));
        if (pen.chance(90)) {
            Map<String, String> ofBodies = new HashMap<>();
            vetters.forEach(kid -> ofBodies.put(walk.state().bodyOf(kid), kid));
            vetters = shuffled(new ArrayList<>(ofBodies.values()));
        }
        if (pen.chance(4)) {
            vetters.add(0, walk.anybody());
        }
        TreeSet<String> chosen = new TreeSet<>(vetters.subList(0, Math.min(vetters.size(), pen.chance(80) ? 2 : 3)));
        return new ArrayList<>(chosen);
    }

    private String vouch(String kid, String application) {
        long most = walk.state().limit("vouch_max");
        long iat = walk.now() - (pen.chance(97) ? pen.below(20) : most + pen.of(-1, 0, 1));
        Map<String, Object> payload = new TreeMap<>();
        payload.put("log", pen.chance(99) ? Pen.LOG : "other.example/log");
        payload.put("application", pen.chance(99) ? application : pen.digest());
        payload.put("jti", pen.jti());
        payload.put("iat", iat);
        payload.put("exp", iat + (pen.chance(98) ? most : pen.of(0L, 1L, most + 1)));
        return Cast.signed(Rows.VOUCH, pen.chance(99) ? kid : walk.anybody(), kid, payload);
    }

    /** The lowest that is free, or one around an end of what is allowed. */
    private long statusIndex() {
        long entries = walk.state().limit("status_list_size");
        long lists = walk.state().lists();
        if (pen.chance(8)) {
            return pen.of(
                    0L, (lists + 1) * entries - 1, (lists + 1) * entries, Math.min(256 * entries, Integer.MAX_VALUE));
        }
        long free = 0;
        while (walk.state().statusIndices.contains(free)) {
            free++;
        }
        return free;
    }

    private void appoint() {
        Map<String, Object> payload = payload("appoint");
        String body = pen.chance(95) ? pen.any(Cast.BODIES) : "moor-desk";
        String role = pen.any(Rows.ROLES);
        payload.put("body", body);
        payload.put("key", Cast.jwk(pen.chance(92) ? pen.freshKey() : walk.anybody()));
        payload.put("role", role);
        if (role.equals("platform")) {
            payload.put("platform", pen.of(Cast.PLATFORM, "video.example"));
        }
        payload.put("basis", List.of(walk.state().charterId));
        List<String> signers = new ArrayList<>(quorum());
        Charters.bodies(walk.state().charter).forEach((kid, id) -> {
            if (id.equals(body) || pen.chance(5)) {
                signers.add(kid);
            }
        });
        walk.together(shuffled(signers), payload);
    }

    private void dismiss() {
        Map<String, Object> payload = payload("dismiss");
        String role = pen.of("vetter", "vetter", "auditor", "platform");
        String kid = pen.chance(93) ? pen.any(walk.people(role)) : walk.anybody();
        payload.put("key", kid);
        payload.put("reason", pen.any(Rows.REASONS));
        if (pen.chance(70)) {
            payload.put("from", pen.of(0L, walk.index() / 2, walk.index(), walk.index() + 1));
        }
        List<String> signers = quorum();
        if (pen.chance(50)) {
            signers = new ArrayList<>();
            for (Map.Entry<String, String> body :
                    Charters.bodies(walk.state().charter).entrySet()) {
                if (body.getValue().equals(walk.state().bodyOf(kid)) || pen.chance(20)) {
                    signers.add(body.getKey());
                }
            }
        }
        walk.together(signers, payload);
    }

    /** Somewhat another charter, approved by whoever must approve, mostly. */
    private void recharter() {
        Map<String, Object> now = walk.state().charter;
        Map<String, Object> next = NewCharters.changed(pen, now);
        boolean byCouncil = pen.chance(45);
        String signer = byCouncil ? Charters.council(now) : pen.any(walk.operators());
        TreeSet<String> approvers = new TreeSet<>(Charters.operators(next));
        approvers.add(Charters.council(now));
        approvers.add(Charters.council(next));
        if (!byCouncil || pen.chance(30)) {
            approvers.addAll(Charters.operators(now));
        }
        if (pen.chance(6)) {
            approvers.remove(pen.any(approvers));
        }
        if (pen.chance(4)) {
            approvers.add(walk.anybody());
        }
        if (pen.chance(97)) {
            approvers.remove(signer);
        }
        approve(next, signer, new ArrayList<>(approvers));
    }

    private void approve(Map<String, Object> next, String signer, List<String> approvers) {
        String act = pen.chance(99) ? "recharter" : "charter";
        Object content = pen.chance(99) ? next : walk.state().charter;
        List<String> approvals = new ArrayList<>();
        for (String kid : approvers) {
            approvals.add(pen.approval(act, Pen.ENTITY, walk.now() - pen.below(1000), content, kid));
        }
        approvals.sort(Comparator.comparing(
                approval -> NaiveJws.readUnsigned(approval, Rows.APPROVAL).kid()));
        Map<String, Object> payload = payload(pen.chance(96) ? "recharter" : "charter");
        payload.put("charter", next);
        payload.put("approvals", approvals.isEmpty() ? List.of("none") : approvals);
        if (payload.get("act").equals("recharter")) {
            payload.put("basis", List.of(walk.state().charterId));
        }
        walk.say(signer, payload);
    }
}
