package io.lbkit.kubernetes.internal.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted word stands for. The API server's own reader follows YAML 1.1 here (yes and no are booleans, a leading
 * zero is octal), and a manifest must mean to us what it means to the cluster.
 */
final class PlainScalars {
    private static final Set<String> TRUE = Set.of("true", "y", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "n", "no", "off");
    private static final Set<String> NULL = Set.of("", "~", "null");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
    private static final int LONGEST_WORD = 5;
    private static final int LONGEST_NUMBER = 100;

    private PlainScalars() {}

    static @Nullable Object resolve(String text) {
        String word = text.length() > LONGEST_WORD ? text : singleCase(text);
        if (NULL.contains(word)) {
            return null;
        }
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        return startsLikeNumber(text) ? number(text) : text;
    }

    /** Lower case if the word is written yes, Yes or YES; otherwise as it is. */
    private static String singleCase(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean allCapitals = text.equals(text.toUpperCase(Locale.ROOT));
        boolean capitalised = !text.isEmpty() && text.substring(1).equals(lower.substring(Math.min(1, lower.length())));
        return allCapitals || capitalised ? lower : text;
    }

    private static boolean startsLikeNumber(String text) {
        char first = text.charAt(0);
        boolean candidate = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        return candidate && text.length() <= LONGEST_NUMBER;
    }

    private static Object number(String text) {
        String plain = text.charAt(0) == '.' ? text : text.replace("_", "");
        Matcher integer = INTEGER.matcher(plain);
        if (integer.matches()) {
            return integer(integer);
        }
        return FLOAT.matcher(plain).matches() ? new BigDecimal(plain) : text;
    }

    private static Object integer(Matcher matched) {
        int[] radixes = {16, 2, 8, 10};
        for (int i = 0; i < radixes.length; i++) {
            String digits = matched.group(i + 2);
            if (digits != null) {
                BigInteger value = new BigInteger(digits, radixes[i]);
                return narrow("-".equals(matched.group(1)) ? value.negate() : value);
            }
        }
        throw new IllegalStateException("no digits in " + matched.group());
    }

    /** The client tells numbers apart by their size. */
    private static Object narrow(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return value.intValue();
        }
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
