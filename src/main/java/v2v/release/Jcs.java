package v2v.release;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// JSON in the one spelling of RFC 8785 (JCS): a signature is over bytes, and two programs that
/// write the same facts must write the same bytes.
final class Jcs {
    private Jcs() {}

    static String write(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        value(tree, out);
        return out.toString();
    }

    private static void value(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, out);
            case ARRAY -> array(node, out);
            case STRING -> string(node.textValue(), out);
            case NUMBER -> out.append(number(node.doubleValue()));
            case BOOLEAN, NULL -> out.append(node.asText());
            case BINARY, MISSING, POJO ->
                    throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    /// Names in the order of their UTF-16 units, which is that of [String#compareTo].
    private static void object(JsonNode node, StringBuilder out) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        String comma = "{";
        for (String name : names) {
            out.append(comma);
            string(name, out);
            out.append(':');
            value(node.path(name), out);
            comma = ",";
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonNode node, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            value(node.path(i), out);
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < 0x20 ? "\\u%04x".formatted((int) c) : c + "");
            }
        }
        out.append('"');
    }

    /// ECMAScript's spelling of a double, which Java's shortest digits need only be set anew for.
    static String number(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no " + number);
        }
        if (number == 0) {
            return "0";
        }
        String sign = number < 0 ? "-" : "";
        String[] parts = Double.toString(Math.abs(number)).split("E", -1);
        String[] halves = parts[0].split("\\.", -1);
        int exponent = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        String all = halves[0] + halves[1];
        String digits = all.replaceFirst("^0+", "").replaceFirst("0+$", "");
        int leading = all.length() - all.replaceFirst("^0+", "").length();
        int point = halves[0].length() - leading + exponent;
        return sign + set(shorter(digits, point, Math.abs(number)), point);
    }

    /// Java writes two digits at least: `4.9E-324` where `5e-324` is the same number.
    private static String shorter(String digits, int point, double number) {
        if (digits.length() == 2 && digits.charAt(0) < '9') {
            String one = Character.toString(digits.charAt(0) + 1);
            if (Double.parseDouble(one + "e" + (point - 1)) == number) {
                return one;
            }
        }
        return digits;
    }

    /// ECMA-262, Number::toString, steps 6 to 10: `point` digits stand before the point.
    private static String set(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int e = point - 1;
        String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (e < 0 ? "-" : "+") + Math.abs(e);
    }
}
