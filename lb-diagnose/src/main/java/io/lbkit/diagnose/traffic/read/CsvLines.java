package io.lbkit.diagnose.traffic.read;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Splits CSV as RFC 4180 writes it: commas, quotes that double inside of quotes, lines that end in LF or CR LF. */
final class CsvLines {
    private final String text;
    private int at;
    private int line = 1;

    /**
     * One record.
     *
     * @param line the line in which it starts, from 1
     * @param cells its cells
     */
    record Row(int line, List<String> cells) {}

    private CsvLines(String text) {
        this.text = text;
    }

    /**
     * {@return the records of a text; empty lines are none}
     *
     * @param text the text
     * @param broken told of a record with a quote that nobody closes, with its line; reading goes on behind that line
     */
    static List<Row> of(String text, BiConsumer<Integer, InvalidValueException> broken) {
        CsvLines lines = new CsvLines(text);
        List<Row> rows = new ArrayList<>();
        while (lines.at < text.length()) {
            int line = lines.line;
            int start = lines.at;
            try {
                rows.add(lines.row());
            } catch (InvalidValueException e) {
                broken.accept(line, e);
                lines.skipLine(line, start);
            }
        }
        rows.removeIf(row -> row.cells().equals(List.of("")));
        return rows;
    }

    private void skipLine(int number, int start) {
        int end = text.indexOf('\n', start);
        at = end < 0 ? text.length() : end + 1;
        line = number + 1;
    }

    private Row row() {
        int start = line;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (next(','));
        next('\r');
        next('\n');
        line++;
        return new Row(start, List.copyOf(cells));
    }

    private boolean next(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private String cell() {
        return next('"') ? quoted() : plain();
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        while (at < text.length()) {
            char read = text.charAt(at++);
            if (read == '"' && !next('"')) {
                return cell.append(plain()).toString();
            }
            if (read == '\n') {
                line++;
            }
            cell.append(read);
        }
        throw InvalidValueException.of("cell", cell, "a quoted cell ends with a quote");
    }
}
