package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.document.DiagnosisText;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whom a question can be put to. */
interface Terminal {
    /** {@return whether somebody is there to answer} */
    boolean isInteractive();

    /**
     * Asks a question that only {@code yes} answers with yes.
     *
     * @param question the question
     * @return whether the answer is yes
     */
    boolean confirms(String question);

    /** {@return how many columns it has, as COLUMNS says; 80 if that says nothing} */
    int columns();

    /** {@return the terminal that this process runs in, if it runs in one} */
    static Terminal ofProcess() {
        return new OfConsole(System.console());
    }

    /** Asks on the console of the process. */
    record OfConsole(@Nullable Console console) implements Terminal {
        @Override
        public boolean isInteractive() {
            return console != null && isTerminal(console);
        }

        /** Since Java 22 there is a console also where input and output are redirected, and a method that tells. */
        private static boolean isTerminal(Console console) {
            try {
                return !Boolean.FALSE.equals(
                        Console.class.getMethod("isTerminal").invoke(console));
            } catch (NoSuchMethodException e) {
                return true;
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }

        @Override
        public int columns() {
            String said = System.getenv().getOrDefault("COLUMNS", "");
            return said.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(said) : DiagnosisText.WIDTH;
        }

        @Override
        public boolean confirms(String question) {
            String answer = console == null ? null : console.readLine("%s", question);
            return answer != null && answer.strip().equals("yes");
        }
    }
}
