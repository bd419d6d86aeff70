package org.rescueregistry.statement;

/** The rows of section 6: which rule judges which act. */
final class Rulebook implements Act.Cases<Rulebook.Rule> {
    /** Checks 6 (its end) to 9 of section 5, in the order of the row, and the effect. */
    interface Rule {
        Ruling judge(Hearing hearing) throws Refusal;
    }

    @Override
    public Rule found(Act.Found act) {
        return hearing -> CharterRules.found(hearing, act);
    }

    @Override
    public Rule recharter(Act.Recharter act) {
        return hearing -> CharterRules.recharter(hearing, act);
    }

    @Override
    public Rule appoint(Act.Appoint act) {
        return hearing -> PeopleRules.appoint(hearing, act);
    }

    @Override
    public Rule dismiss(Act.Dismiss act) {
        return hearing -> PeopleRules.dismiss(hearing, act);
    }

    @Override
    public Rule admit(Act.Admit act) {
        return hearing -> AdmitRule.admit(hearing, act);
    }

    @Override
    public Rule amend(Act.Amend act) {
        return hearing -> OrganisationRules.amend(hearing, act);
    }

    @Override
    public Rule bind(Act.Bind act) {
        return hearing -> OrganisationRules.bind(hearing, act);
    }

    @Override
    public Rule confirm(Act.Confirm act) {
        return hearing -> OfficerRules.confirm(hearing, act);
    }

    @Override
    public Rule rekey(Act.Rekey act) {
        return hearing -> RekeyRule.rekey(hearing, act);
    }

    @Override
    public Rule withdraw(Act.Withdraw act) {
        return hearing -> OrganisationRules.withdraw(hearing);
    }

    @Override
    public Rule unbind(Act.Unbind act) {
        return hearing -> OrganisationRules.unbind(hearing, act);
    }

    @Override
    public Rule erase(Act.Erase act) {
        return hearing -> OrganisationRules.erase(hearing, act);
    }

    @Override
    public Rule suspend(Act.Suspend act) {
        return hearing -> SuspensionRules.suspend(hearing, act);
    }

    @Override
    public Rule uphold(Act.Uphold act) {
        return hearing -> SuspensionRules.uphold(hearing, act);
    }

    @Override
    public Rule pause(Act.Pause act) {
        return hearing -> SuspensionRules.pause(hearing, act);
    }

    @Override
    public Rule reinstate(Act.Reinstate act) {
        return hearing -> SuspensionRules.reinstate(hearing);
    }

    @Override
    public Rule revoke(Act.Revoke act) {
        return hearing -> SuspensionRules.revoke(hearing, act);
    }

    @Override
    public Rule finding(Act.Finding act) {
        return hearing -> OfficerRules.finding(hearing);
    }

    @Override
    public Rule retract(Act.Retract act) {
        return hearing -> OrganisationRules.retract(hearing);
    }
}
