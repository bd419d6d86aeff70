package org.rescueregistry.server.demo;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.wire.Json;

/**
 * A post and the verdict it got.
 *
 * @param file where the post lies as JSON, seen from the demo's folder
 * @param byHand the {@code rescue} command lines that give the same verdict
 */
record Sighting(Scene scene, String file, Verdict verdict, List<String> byHand) {
    /**
     * A post before anybody judged it.
     *
     * @param id names its file
     * @param title in plain words
     * @param meaning what the right verdict means to a platform or a family
     */
    record Scene(String id, String title, Post post, Expected expected, String meaning) {}

    /** The right verdict: its outcome, and a reason it must give, about this code if one is named. */
    record Expected(
            Outcome outcome, VerdictReason reason, @Nullable Code code) {
        boolean isMetBy(Verdict verdict) {
            return verdict.outcome() == outcome && verdict.reasons().stream().anyMatch(this::isThis);
        }

        private boolean isThis(Because because) {
            return because.reason() == reason && (code == null || Objects.equals(code, because.code()));
        }

        @Override
        public String toString() {
            return outcome + " with the reason " + reason + (code == null ? "" : " about " + code);
        }
    }

    boolean isAsExpected() {
        return scene.expected().isMetBy(verdict);
    }

    Json json() {
        Json.ObjectBuilder expected = Json.object()
                .put("outcome", scene.expected().outcome().name())
                .put("reason", scene.expected().reason().name());
        Code code = scene.expected().code();
        if (code != null) {
            expected.put("code", code.canonical());
        }
        return Json.object()
                .put("as_expected", isAsExpected())
                .put("by_hand", Json.strings(byHand))
                .put("expected", expected.build())
                .put("file", file)
                .put("id", scene.id())
                .put("meaning", scene.meaning())
                .put("title", scene.title())
                .put("verdict", verdict.json())
                .build();
    }
}
