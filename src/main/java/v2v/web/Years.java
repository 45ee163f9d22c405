package v2v.web;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The year of a work, from the EDTF dates of its record, with the archive's doubt kept.
final class Years {
    /// What a viewer means by "from 1962", likeliest first. The day it was digitised never is.
    private static final List<String> TELLING =
            List.of("produced", "recorded", "firstBroadcast", "released", "copyright");

    private static final Pattern YEAR =
            Pattern.compile("(?:(\\d{4})(?:-[\\dX]{2}){0,2}|(\\d{3})X)([~?%]?)");

    private Years() {}

    static String of(JsonNode dates) {
        for (String type : TELLING) {
            for (JsonNode date : dates) {
                String year = span(date.path("edtf").asText());
                if (date.path("type").asText().equals(type) && !year.isEmpty()) {
                    return year;
                }
            }
        }
        return "";
    }

    /// `1962`, `1960s`, `c. 1962`, `1962?`, `1962–1964`; empty when no year stands there.
    private static String span(String edtf) {
        String[] ends = edtf.split("/", 2);
        String from = year(ends[0]);
        String to = ends.length == 2 ? year(ends[1]) : from;
        return from.equals(to) || from.isEmpty() || to.isEmpty() ? from : from + "–" + to;
    }

    private static String year(String edtf) {
        Matcher date = YEAR.matcher(edtf);
        if (!date.matches()) {
            return "";
        }
        String year = date.group(1) != null ? date.group(1) : date.group(2) + "0s";
        return switch (date.group(3)) {
            case "~" -> "c. " + year;
            case "?" -> year + "?";
            case "%" -> "c. " + year + "?";
            default -> year;
        };
    }
}
