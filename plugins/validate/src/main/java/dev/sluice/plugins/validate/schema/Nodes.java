package dev.sluice.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.math.BigDecimal;

/** Documents as the validator wants them. */
final class Nodes {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final int LONG_DIGITS = 18;

    private Nodes() {}

    static JsonNode of(Json value) {
        return switch (value) {
            case Obj object -> object(object);
            case Arr array -> array(array);
            case Str text -> MAKE.textNode(text.value());
            case Num number -> number(number);
            case Bool truth -> MAKE.booleanNode(truth == Bool.TRUE);
            case Null nothing -> MAKE.nullNode();
        };
    }

    private static JsonNode object(Obj object) {
        ObjectNode node = MAKE.objectNode();
        for (Member member : object) {
            node.set(member.name(), of(member.value()));
        }
        return node;
    }

    private static JsonNode array(Arr array) {
        ArrayNode node = MAKE.arrayNode(array.size());
        array.forEach(item -> node.add(of(item)));
        return node;
    }

    private static JsonNode number(Num number) {
        String text = number.text();
        boolean whole = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
        if (whole && text.length() <= LONG_DIGITS) {
            return MAKE.numberNode(Long.parseLong(text));
        }
        BigDecimal exact = number.asBigDecimal();
        return whole ? MAKE.numberNode(exact.toBigIntegerExact()) : MAKE.numberNode(exact);
    }
}
