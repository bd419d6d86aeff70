package org.rescueregistry.claim;

import java.util.List;

public record Suspicion(String team, String near) {
    public List<String> phrases() {
        return List.of(team, near);
    }
}
