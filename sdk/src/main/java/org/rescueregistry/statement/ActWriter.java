package org.rescueregistry.statement;

import java.util.List;
import java.util.function.Function;
import org.rescueregistry.wire.Json;

/** Puts an act's own members into a payload; {@link ActReader} reads them. */
final class ActWriter implements Act.Cases<Json.ObjectBuilder> {
    private final Json.ObjectBuilder json;

    ActWriter(Json.ObjectBuilder json) {
        this.json = json;
    }

    @Override
    public Json.ObjectBuilder found(Act.Found act) {
        return json.put("charter", act.charter().json()).put("approvals", texts(act.approvals(), Approval::compact));
    }

    @Override
    public Json.ObjectBuilder recharter(Act.Recharter act) {
        return json.put("charter", act.charter().json()).put("approvals", texts(act.approvals(), Approval::compact));
    }

    @Override
    public Json.ObjectBuilder appoint(Act.Appoint act) {
        if (act.platform() != null) {
            json.put("platform", act.platform());
        }
        return json.put("body", act.body())
                .put("key", act.key().jwk())
                .put("role", act.role().text());
    }

    @Override
    public Json.ObjectBuilder dismiss(Act.Dismiss act) {
        if (act.from() != null) {
            json.put("from", act.from());
        }
        return json.put("key", act.key().toString()).put("reason", act.reason().text());
    }

    @Override
    public Json.ObjectBuilder admit(Act.Admit act) {
        return json.put("application", act.application().compact())
                .put("vouches", texts(act.vouches(), Vouch::compact))
                .put("status_index", act.statusIndex())
                .put("valid_from", act.validFrom().getEpochSecond())
                .put("valid_until", act.validUntil().getEpochSecond());
    }

    @Override
    public Json.ObjectBuilder amend(Act.Amend act) {
        return json.put("profile", act.profile().json())
                .put("kind", act.kind().base64Url())
                .put("jurisdiction", act.jurisdiction().base64Url());
    }

    @Override
    public Json.ObjectBuilder bind(Act.Bind act) {
        return json.put("account", act.account().base64Url());
    }

    @Override
    public Json.ObjectBuilder confirm(Act.Confirm act) {
        return json.put("account", act.account().base64Url())
                .put("until", act.until().getEpochSecond());
    }

    @Override
    public Json.ObjectBuilder rekey(Act.Rekey act) {
        if (act.pauseKey() != null) {
            json.put("pause_key", act.pauseKey().jwk());
        }
        return json.put("key", act.key().jwk()).put("approval", act.approval().compact());
    }

    @Override
    public Json.ObjectBuilder withdraw(Act.Withdraw act) {
        return json;
    }

    @Override
    public Json.ObjectBuilder unbind(Act.Unbind act) {
        return json.put("account", act.account().base64Url());
    }

    @Override
    public Json.ObjectBuilder erase(Act.Erase act) {
        return json.put("digests", act.digests().json());
    }

    @Override
    public Json.ObjectBuilder suspend(Act.Suspend act) {
        return json.put("reason", act.reason().text()).put("until", act.until().getEpochSecond());
    }

    @Override
    public Json.ObjectBuilder uphold(Act.Uphold act) {
        return json.put("reason", act.reason().text())
                .put("confirms", act.confirms().base64Url());
    }

    @Override
    public Json.ObjectBuilder pause(Act.Pause act) {
        return json.put("reason", act.reason().text());
    }

    @Override
    public Json.ObjectBuilder reinstate(Act.Reinstate act) {
        return json;
    }

    @Override
    public Json.ObjectBuilder revoke(Act.Revoke act) {
        return json.put("reason", act.reason().text());
    }

    @Override
    public Json.ObjectBuilder finding(Act.Finding act) {
        return json.put("complaint", act.complaint().base64Url())
                .put("outcome", act.outcome().text());
    }

    @Override
    public Json.ObjectBuilder retract(Act.Retract act) {
        return json.put("attestation", act.attestation().base64Url());
    }

    private static <T> Json texts(List<T> signed, Function<T, String> compact) {
        return Json.strings(signed.stream().map(compact).toList());
    }
}
