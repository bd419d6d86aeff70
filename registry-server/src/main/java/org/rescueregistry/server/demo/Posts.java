package org.rescueregistry.server.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.server.demo.Sighting.Expected;
import org.rescueregistry.server.demo.Sighting.Scene;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** The posts of the story, what each verdict must be, and what it means. */
final class Posts {
    private static final String WEIYAN = "weiyan.example";
    private static final Duration TOO_LONG =
            VerificationPolicy.ONLINE.maxStatusAge().plusMinutes(1);

    private final Story story;
    private final Platform platform;
    private final Team ferry;
    private final Code ferryCode;

    Posts(Story story) throws IOException {
        this.story = story;
        this.platform = story.platform();
        this.ferry = story.team(Team.Cast.MORNING_FERRY);
        this.ferryCode = story.code(Team.Cast.MORNING_FERRY);
        platform.sync();
    }

    /** What comes by on any day. */
    void everyDay() throws IOException, MalformedException {
        see(
                "verified",
                "A team posts from its own account",
                ferry.post("昨夜接回三人,均已平安。家属请勿向任何人转账。"),
                expected(Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES, ferryCode),
                "The platform may show its badge.");
        see(
                "second-account",
                "The same team, from the account it added",
                new Post(Story.secondAccountOf(ferry).account(), ferry.account().names(), "", "我们也在这里。"),
                expected(Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES, ferryCode),
                "The badge belongs to the account, by the platform's own number for it.");
        see(
                "renamed",
                "The same account under another name",
                new Post(ferry.account().account(), List.of("全球快速捞人中心"), "", "加微信,先救人后付款"),
                expected(Outcome.UNVERIFIED_CLAIM, VerdictReason.NAME_CHANGED, ferryCode),
                "No badge: perhaps the account was sold or stolen. The team can bind its new name, or pause itself.");
        see(
                "borrowed-code",
                "A stranger's profile shows the team's code",
                new Post(account("6640918"), List.of("归途快速通道"), "官方认证 " + ferryCode, "内部渠道,联系我们"),
                expected(Outcome.CLAIM_MISMATCH, VerdictReason.PROFILE_CODE_OF_ANOTHER, ferryCode),
                "A person at the platform looks at it. Nothing automatic is said against the author.");
        see(
                "look-alike",
                "A stranger uses the team's name",
                new Post(account("6640919"), ferry.account().names(), "", "求助请私信"),
                expected(Outcome.LOOKALIKE_SUSPECTED, VerdictReason.NAME_LOOKS_LIKE, ferryCode),
                "For a person to look at: two teams may share a name.");
        see(
                "family",
                "A family asks about a code",
                new Post(account("2209817"), List.of("小雨的姐姐"), "", "弟弟被困在园区。有人发来编号 " + ferryCode + ",是真的吗?"),
                expected(Outcome.NOT_A_CLAIM, VerdictReason.CODE_OF_ANOTHER, ferryCode),
                "Nothing against the family. The platform can point to the true account and the page of the code.");
        see(
                "volunteer",
                "A volunteer whom no registry knows",
                new Post(account("3187204"), List.of("阿明在路上"), "", "我们是民间救援队,可以帮忙打听,不收费。"),
                expected(Outcome.UNVERIFIED_CLAIM, VerdictReason.PHRASE, null),
                "No badge, and no accusation: unknown is not false.");
    }

    /** A team signs one post, somebody changes it, and the team takes its signature back. */
    void attested() throws IOException, RegistryRefusedException, MalformedException {
        String text = "明晚八点在码头接人,联系电话 555-0147。";
        PostCode shown = story.postCode(Team.Cast.MORNING_FERRY);
        PostAttestation signed = story.attest(Team.Cast.MORNING_FERRY, PostText.of(text), shown);
        platform.sync();
        story.see(
                new Scene(
                        "attested",
                        "A team has signed this very post",
                        ferry.post(text + " " + shown),
                        expected(Outcome.POST_VERIFIED, VerdictReason.POST_ATTESTED, ferryCode),
                        "The number in it is the team's: whoever got into the account alone could not have signed it."),
                platform,
                Instant.now(),
                List.of(ByHand.attest(ferryCode, ferry.account(), story.written("attested", text), ferry.id())));
        see(
                "attested-edited",
                "The same post with another telephone number",
                ferry.post("明晚八点在码头接人,联系电话 555-0199。 " + shown),
                expected(Outcome.ACCOUNT_VERIFIED, VerdictReason.EDITED_SINCE, ferryCode),
                "The code in it shows that it was signed otherwise. The account is the team's, this text is not vouched for.");
        story.retract(Team.Cast.MORNING_FERRY, signed);
        platform.sync();
        story.see(
                new Scene(
                        "attested-retracted",
                        "The team has taken its signature back",
                        ferry.post(text + " " + shown),
                        expected(Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES, ferryCode),
                        "The post is like any other of its account again."),
                platform,
                Instant.now(),
                List.of(ByHand.retract(ferryCode, signed, ferry.id())));
    }

    /** Two people of two bodies end a registration. */
    void revocation() throws IOException, RegistryRefusedException, MalformedException {
        Team vine = story.team(Team.Cast.GREEN_VINE);
        Code code = story.code(Team.Cast.GREEN_VINE);
        Reason reason = Reason.ADVANCE_FEE_OR_EXTORTION;
        Post post = vine.post("需要先付保证金才能出发。");
        see(
                "before-revocation",
                "A team asks a family for money first",
                post,
                expected(Outcome.ACCOUNT_VERIFIED, VerdictReason.ACCOUNT_MATCHES, code),
                "Until somebody acts the badge stands: the verdict speaks of the account, not of the text.");
        Statement begun = story.beginRevoking(Team.Cast.GREEN_VINE, reason);
        platform.sync();
        story.see(
                new Scene(
                        "under-review",
                        "An auditor of the harbour desk has begun to revoke it",
                        post,
                        expected(Outcome.NO_LONGER_VALID, VerdictReason.UNDER_REVIEW, code),
                        "One person can stop a team at once, for a short while only."),
                platform,
                Instant.now(),
                List.of(ByHand.revoke(code, reason, "auditor-harbour")));
        story.finishRevoking(begun);
        platform.sync();
        story.see(
                new Scene(
                        "after-revocation",
                        "A vetter of the river desk agrees: it is final",
                        post,
                        expected(Outcome.NO_LONGER_VALID, VerdictReason.REVOKED, code),
                        "It takes a second person of another body to end a registration."),
                platform,
                Instant.now(),
                List.of(ByHand.revoke(code, reason, "vetter-river")));
    }

    /** A team in danger takes itself out of sight. */
    void pause() throws IOException, RegistryRefusedException, MalformedException {
        Team star = story.team(Team.Cast.STAR_ROAD);
        story.pause(Team.Cast.STAR_ROAD);
        platform.sync();
        story.see(
                new Scene(
                        "paused",
                        "A team abroad has paused itself with its pause key",
                        star.post("យើងនៅទីនេះ"),
                        expected(Outcome.NO_LONGER_VALID, VerdictReason.PAUSED, story.code(Team.Cast.STAR_ROAD)),
                        "Everybody sees \"paused\" and no more: why is nobody's business."),
                platform,
                Instant.now(),
                List.of(story.pauseByHand(Team.Cast.STAR_ROAD)));
    }

    /** A platform that was never told of the registry abroad. */
    void overseas() throws IOException {
        Platform newcomer = story.platform();
        newcomer.sync();
        story.see(
                new Scene(
                        "overseas",
                        "A platform that knows only the council meets a team from abroad",
                        story.team(Team.Cast.MOON_BRIDGE).post("พาน้องกลับบ้านแล้วสองคน"),
                        expected(
                                Outcome.ACCOUNT_VERIFIED,
                                VerdictReason.ACCOUNT_MATCHES,
                                story.code(Team.Cast.MOON_BRIDGE)),
                        "The council led it to " + story.registryOf(Team.Cast.MOON_BRIDGE)
                                + ", whose whole log it has read and checked."),
                newcomer,
                Instant.now(),
                List.of());
    }

    /** A platform that has not asked for too long. */
    void stale() throws IOException {
        Instant later = Instant.now().plus(TOO_LONG);
        story.see(
                new Scene(
                        "stale",
                        "The same platform, " + TOO_LONG.toMinutes() + " minutes later, cut off from the network",
                        story.team(Team.Cast.WILLOW_LANE).post("အိမ်ပြန်ရောက်ပါပြီ"),
                        expected(Outcome.UNDETERMINED, VerdictReason.STATUS_TOO_OLD, story.code(Team.Cast.WILLOW_LANE)),
                        "Stale is not valid: the team may have been paused meanwhile. Online the answer is another;"
                                + " this command asks anew."),
                platform,
                later,
                List.of());
    }

    private void see(String id, String title, Post post, Expected expected, String meaning) throws IOException {
        story.see(new Scene(id, title, post, expected, meaning), platform, Instant.now(), List.of());
    }

    private static Expected expected(Outcome outcome, VerdictReason reason, @Nullable Code code) {
        return new Expected(outcome, reason, code);
    }

    private static AccountId account(String id) throws MalformedException {
        return AccountId.parse(WEIYAN, id);
    }
}
