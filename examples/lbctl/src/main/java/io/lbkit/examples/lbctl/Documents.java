package io.lbkit.examples.lbctl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lbkit.model.finding.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Plain data (maps, lists, text, numbers) as JSON and YAML. The same data gives the same bytes. */
final class Documents {
    private static final ObjectWriter JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer(printer());

    private static final ObjectWriter YAML = YAMLMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES, YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer();

    private static final ObjectMapper JSON_READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Documents() {}

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }

    static void writeJson(@Nullable Object document, Writer to) {
        write(JSON, document, to, "\n");
    }

    static void writeYaml(@Nullable Object document, Writer to) {
        write(YAML, document, to, "");
    }

    private static void write(ObjectWriter writer, @Nullable Object document, Writer to, String end) {
        try {
            writer.writeValue(to, document);
            to.write(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file of one YAML or JSON document.
     *
     * @param file the file
     * @param remedy what to do if it cannot be read
     * @return its fields
     */
    static Map<?, ?> read(Path file, String remedy) {
        Object document = parse(file, text(file, remedy), remedy);
        if (document instanceof Map<?, ?> fields) {
            return fields;
        }
        String found = document == null ? "is empty" : "holds '" + shortened(document) + "'";
        throw new Failure(file + " " + found + ": a map of fields is needed.", remedy);
    }

    /**
     * Reads every document of a file of YAML or JSON.
     *
     * @param file the file
     * @param remedy what to do if it cannot be read
     * @return the documents that are not empty
     */
    static List<Object> readAll(Path file, String remedy) {
        String text = text(file, remedy);
        if (text.stripLeading().startsWith("{")) {
            Object document = parse(file, text, remedy);
            return document == null ? List.of() : List.of(document);
        }
        List<Object> documents = new ArrayList<>();
        yaml(
                file,
                remedy,
                load -> load.loadAllFromString(text).forEach(document -> {
                    if (document != null) {
                        documents.add(document);
                    }
                }));
        return documents;
    }

    static String text(Path file, String remedy) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new Failure(file + " does not exist.", remedy, e);
        } catch (CharacterCodingException e) {
            throw new Failure(file + " is no text: its bytes are not UTF-8.", remedy, e);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e.getMessage() + ".", remedy, e);
        }
    }

    /**
     * Parses JSON.
     *
     * @param text one value
     * @return maps, lists, text, numbers, booleans and null
     * @throws InvalidValueException if it is no JSON
     */
    static @Nullable Object parseJson(String text) {
        try {
            return JSON_READER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw InvalidValueException.of("json", shortened(text), "it is JSON: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Object parse(Path file, String text, String remedy) {
        // JSON is YAML too, but this reader of JSON is much faster, and large files are JSON.
        if (text.stripLeading().startsWith("{")) {
            try {
                return JSON_READER.readValue(text, Object.class);
            } catch (JsonProcessingException e) {
                return parseYaml(file, text, remedy);
            }
        }
        return parseYaml(file, text, remedy);
    }

    private static @Nullable Object parseYaml(Path file, String text, String remedy) {
        List<@Nullable Object> one = new ArrayList<>();
        yaml(file, remedy, load -> one.add(load.loadFromString(text)));
        return one.get(0);
    }

    private static void yaml(Path file, String remedy, Consumer<Load> reading) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            reading.accept(new Load(settings));
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new Failure(file + line + " is neither YAML nor JSON: " + e.getProblem() + ".", remedy, e);
        } catch (YamlEngineException e) {
            throw new Failure(file + " is neither YAML nor JSON: " + e.getMessage() + ".", remedy, e);
        }
    }

    private static String shortened(Object document) {
        String text = document.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
