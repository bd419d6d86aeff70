package org.rescueregistry.cli.command;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** The person at the keyboard, if there is one. */
public interface Terminal {
    /** Whether anybody can be asked. */
    boolean isThere();

    /** Asks for a line without showing it; null at the end of input. */
    char @Nullable [] readSecret(String prompt);

    /** Asks for a line; null at the end of input. */
    @Nullable
    String readLine(String prompt);

    /** The console of this process. */
    @SuppressWarnings("SystemConsoleNull") // isInteractive knows about Java 22
    static Terminal ofProcess() {
        Console console = System.console();
        return console != null && isInteractive(console) ? new OfConsole(console) : new Nobody();
    }

    /** From Java 22 there is a console without a terminal too, and only then a method that tells. */
    private static boolean isInteractive(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A console. */
    record OfConsole(Console console) implements Terminal {
        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public char @Nullable [] readSecret(String prompt) {
            return console.readPassword("%s", prompt);
        }

        @Override
        public @Nullable String readLine(String prompt) {
            return console.readLine("%s", prompt);
        }
    }

    /** No console. */
    record Nobody() implements Terminal {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public char @Nullable [] readSecret(String prompt) {
            return null;
        }

        @Override
        public @Nullable String readLine(String prompt) {
            return null;
        }
    }
}
