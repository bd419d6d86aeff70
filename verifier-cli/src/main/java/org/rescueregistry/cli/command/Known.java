package org.rescueregistry.cli.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.wire.Json;

/**
 * One organisation of a registry, and what of it was disclosed.
 *
 * @param record as it is now
 * @param changed the time of the last act that had effect on it
 */
record Known(
        RegistrySnapshot registry,
        OrganisationRecord record,
        @Nullable Instant changed) {
    /** Its names, in all languages. */
    List<String> names() {
        return registry.name(record)
                .map(name -> List.copyOf(name.byLanguage().values()))
                .orElse(List.of());
    }

    /** Its accounts that were disclosed to whoever asks. */
    Stream<BoundAccount> accounts() {
        return record.accounts().stream().flatMap(account -> registry.disclosed(account).stream());
    }

    /** What it is, such as {@code rescue_team}. */
    Optional<String> kind() {
        return disclosed(record.profile().kind());
    }

    Optional<String> jurisdiction() {
        return disclosed(record.profile().jurisdiction());
    }

    private Optional<String> disclosed(@Nullable Digest digest) {
        return Optional.ofNullable(digest).flatMap(registry::disclosed).map(Meaning::value);
    }

    Json.ObjectBuilder json() {
        Json.ObjectBuilder json = Json.object()
                .put("code", record.code().canonical())
                .put("names", Json.strings(names()))
                .put("registry", registry.registry().toString())
                .put("status", record.status().text())
                .put("valid_until", record.admission().validUntil().getEpochSecond());
        kind().ifPresent(kind -> json.put("kind", kind));
        jurisdiction().ifPresent(where -> json.put("jurisdiction", where));
        if (changed != null) {
            json.put("changed", changed.getEpochSecond());
        }
        return json;
    }
}
