package org.rescueregistry.sdk;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.util.Arrays;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A whole post from anybody: it is judged, the same again, and never verified but as the account that it is. */
final class PostFuzz implements FuzzTarget {
    private final VerdictScene scene = VerdictScene.cn();
    private final RescueVerifier verifier;

    PostFuzz() {
        scene.attest(scene.blue(), VerdictScene.blues());
        verifier = VerdictScene.verifier(RescueVerifier.builder(), scene);
    }

    @Override
    public boolean accepts(byte[] input) throws MalformedException {
        Post post;
        try {
            post = Post.parse(input);
        } catch (MalformedException refused) {
            return false;
        }
        must(Post.parse(post.json().canonical()).equals(post), "it is read as it was printed");
        Verdict verdict = verifier.verify(post, VerdictScene.NOW);
        must(Arrays.equals(verifier.verify(post, VerdictScene.NOW).bytes(), verdict.bytes()), "it is judged the same");
        must(
                !verdict.outcome().isVerified() || post.account().equals(VerdictScene.BLUE),
                "nobody else has the badge of an account");
        must(
                verdict.outcome() != Outcome.POST_VERIFIED || post.text().contains("救"),
                "no other text has the badge of a post");
        for (String locale : Messages.LOCALES) {
            String shown = verifier.badge(verdict, Messages.in(locale)).json().text();
            must(!shown.isEmpty(), "it can be shown");
        }
        return true;
    }
}
