package timewaitlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** As much of JSON Schema as the shipped schemas use; a keyword beyond that is an error, so that none is ignored. */
final class Schema {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, JsonNode> FILES = new HashMap<>();
    private static final Set<String> WORDS = Set.of("$schema", "$id", "$defs", "title", "description");

    private final List<String> complaints = new ArrayList<>();

    private Schema() {}

    /** What is wrong with this value by that schema: a path and a reason each. */
    static List<String> complaints(String file, JsonNode value) {
        Schema schema = new Schema();
        schema.check(file, file(file), value, "");
        return schema.complaints;
    }

    static JsonNode file(String name) {
        return FILES.computeIfAbsent(name, Schema::load);
    }

    private static JsonNode load(String name) {
        try (InputStream in = Schema.class.getResourceAsStream("/timewaitlab/schema/" + name)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(String file, JsonNode schema, JsonNode value, String path) {
        schema.properties().forEach(rule -> {
            JsonNode wanted = rule.getValue();
            switch (rule.getKey()) {
                case "$ref" -> follow(file, wanted.asText(), value, path);
                case "type" -> require(isOf(wanted, value), path, "is not of type " + wanted);
                case "enum" -> require(contains(wanted, value), path, value + " is none of " + wanted);
                case "pattern" ->
                    require(
                            !value.isTextual()
                                    || Pattern.compile(wanted.asText())
                                            .matcher(value.asText())
                                            .find(),
                            path,
                            value + " is not " + wanted);
                case "minimum" ->
                    require(!value.isNumber() || value.asDouble() >= wanted.asDouble(), path, value + " < " + wanted);
                case "maximum" ->
                    require(!value.isNumber() || value.asDouble() <= wanted.asDouble(), path, value + " > " + wanted);
                case "minItems" ->
                    require(!value.isArray() || value.size() >= wanted.asInt(), path, "fewer than " + wanted);
                case "maxItems" ->
                    require(!value.isArray() || value.size() <= wanted.asInt(), path, "more than " + wanted);
                case "minProperties" ->
                    require(!value.isObject() || value.size() >= wanted.asInt(), path, "fewer than " + wanted);
                case "maxProperties" ->
                    require(!value.isObject() || value.size() <= wanted.asInt(), path, "more than " + wanted);
                case "required" ->
                    wanted.forEach(name ->
                            require(!value.isObject() || value.has(name.asText()), path, "has no " + name.asText()));
                case "items" -> {
                    if (value.isArray()) {
                        for (int i = 0; i < value.size(); i++) {
                            check(file, wanted, value.get(i), path + "/" + i);
                        }
                    }
                }
                case "properties", "additionalProperties", "propertyNames" ->
                    checkMembers(file, schema, value, path, rule.getKey());
                default -> {
                    if (!WORDS.contains(rule.getKey())) {
                        throw new IllegalStateException(file + ": unknown keyword " + rule.getKey());
                    }
                }
            }
        });
    }

    private void checkMembers(String file, JsonNode schema, JsonNode value, String path, String keyword) {
        JsonNode wanted = schema.get(keyword);
        value.properties().forEach(member -> {
            String name = member.getKey();
            boolean known = schema.path("properties").has(name);
            switch (keyword) {
                case "properties" -> {
                    if (known) {
                        check(file, wanted.get(name), member.getValue(), path + "/" + name);
                    }
                }
                case "propertyNames" ->
                    check(file, wanted, MAPPER.getNodeFactory().textNode(name), path + "/" + name);
                default -> {
                    if (!known && wanted.isBoolean()) {
                        require(wanted.asBoolean(), path, "may not have " + name);
                    } else if (!known) {
                        check(file, wanted, member.getValue(), path + "/" + name);
                    }
                }
            }
        });
    }

    private void follow(String file, String reference, JsonNode value, String path) {
        String[] parts = reference.split("#", 2);
        String target = parts[0].isEmpty() ? file : parts[0];
        JsonNode schema = parts.length < 2 ? file(target) : file(target).at(parts[1]);
        if (schema.isMissingNode()) {
            throw new IllegalStateException(file + ": " + reference + " leads nowhere");
        }
        check(target, schema, value, path);
    }

    private static boolean isOf(JsonNode types, JsonNode value) {
        if (types.isArray()) {
            for (JsonNode type : types) {
                if (isOf(type, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (types.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("unknown type " + types);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** Names of the members a schema speaks of. */
    static Set<String> members(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void require(boolean held, String path, String what) {
        if (!held) {
            complaints.add(path + ": " + what);
        }
    }
}
