package v2v.catalog;

import v2v.item.License;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The names under which people look for a licence.
final class Licenses {
    private Licenses() {}

    /// `by-sa`, `by-sa-4.0`, the URL, the SPDX id, and the classes.
    static List<String> names(License license) {
        List<String> names = new ArrayList<>(classes(license));
        names.add(license.unit());
        names.add(license.unit() + "-" + license.version());
        names.add(license.identifier());
        names.add(license.url());
        if (license.spdx() != null) {
            names.add(license.spdx());
        }
        switch (license.unit()) {
            case "zero" -> names.add("cc0");
            case "mark" -> names.addAll(List.of("pdm", "cc-pdm"));
            default -> {}
        }
        return names;
    }

    /// What a person who wants to reuse the work asks first: `public-domain`, `free` (as the
    /// Definition of Free Cultural Works has it), `nc`, `nd`, `limited`.
    static List<String> classes(License license) {
        return switch (license.unit()) {
            case "zero", "mark", "certification", "publicdomain" ->
                    List.of("public-domain", "free");
            case "by", "by-sa", "sa" -> List.of("free");
            default -> limits(Set.of(license.unit().split("-", -1)));
        };
    }

    private static List<String> limits(Set<String> parts) {
        List<String> limits = new ArrayList<>();
        if (parts.contains("nc")) {
            limits.add("nc");
        }
        if (parts.contains("nd")) {
            limits.add("nd");
        }
        return limits.isEmpty() ? List.of("limited") : limits; // sampling, devnations
    }
}
