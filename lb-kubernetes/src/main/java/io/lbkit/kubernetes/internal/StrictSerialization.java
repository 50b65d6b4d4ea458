package io.lbkit.kubernetes.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;

/**
 * The client's way from maps to objects, as strict as the API server: a number is no text, and text is no number. The client
 * itself would quietly turn one into the other.
 */
final class StrictSerialization extends KubernetesSerialization {
    StrictSerialization() {
        super(mapper(), false);
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    @Override
    protected void configureMapper(ObjectMapper mapper) {
        super.configureMapper(mapper);
        // Registered behind the client's own readers of numbers, and so asked before them.
        mapper.registerModule(new SimpleModule("lbkit-strict-numbers")
                .addDeserializer(Integer.class, new IntegerOnly())
                .addDeserializer(Long.class, new LongOnly()));
    }

    /** Reads whole numbers of 32 bits. */
    private static final class IntegerOnly extends JsonDeserializer<Integer> {
        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            boolean fits =
                    parser.hasToken(JsonToken.VALUE_NUMBER_INT) && parser.getNumberType() == JsonParser.NumberType.INT;
            return fits ? Integer.valueOf(parser.getIntValue()) : refuse(Integer.class, parser, context);
        }
    }

    /** Reads whole numbers of 64 bits. */
    private static final class LongOnly extends JsonDeserializer<Long> {
        @Override
        public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            boolean fits = parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            return fits ? Long.valueOf(parser.getLongValue()) : refuse(Long.class, parser, context);
        }
    }

    private static <T> T refuse(Class<T> type, JsonParser parser, DeserializationContext context) throws IOException {
        return context.reportInputMismatch(type, "%s is no whole number in range", parser.getText());
    }
}
