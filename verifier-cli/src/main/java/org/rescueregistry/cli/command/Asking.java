package org.rescueregistry.cli.command;

import java.io.IOException;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.wire.MalformedException;

/** Asks a registry, and says its no, its silence and its nonsense in our words. */
final class Asking {
    /** One question. */
    interface Question<T> {
        T ask() throws IOException, RegistryRefusedException, MalformedException;
    }

    /** One message without an answer. */
    interface Message {
        void send() throws IOException, RegistryRefusedException, MalformedException;
    }

    private Asking() {}

    static <T> T ask(Question<T> question) throws Stopped {
        try {
            return question.ask();
        } catch (RegistryRefusedException no) {
            throw Stopped.by(no);
        } catch (IOException silence) {
            throw Stopped.unreachable(silence);
        } catch (MalformedException nonsense) {
            throw new Stopped(
                    StopCode.ANSWER_UNREADABLE,
                    "the registry's answer cannot be read: " + nonsense.getMessage() + " (" + nonsense.code() + ")");
        }
    }

    static void send(Message message) throws Stopped {
        ask(() -> {
            message.send();
            return true;
        });
    }
}
