package v2v.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.License;
import v2v.item.Refusal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

class LicensesTest {
    private static final Licenses BOOK = Licenses.load();
    private static final Set<String> FORBIDDING = Set.of("sampling", "devnations");
    private static final Map<String, String> WORDS =
            Map.of(
                    "by", "Attribution",
                    "nc", "NonCommercial",
                    "nd", "NoDerivatives",
                    "sa", "ShareAlike",
                    "sampling+", "Sampling Plus",
                    "sampling", "Sampling",
                    "devnations", "Developing Nations",
                    "zero", "Zero",
                    "mark", "Public Domain Mark",
                    "certification", "Public Domain Certification");

    static Stream<License> everyTool() {
        return BOOK.all().stream();
    }

    @Test
    void theListIsWhole() {
        assertEquals(639, BOOK.all().size());
        assertEquals(55, BOOK.all().stream().filter(l -> l.spdx() != null).count());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("everyTool")
    void everyFormOfEveryTool(License tool) {
        List<String> forms = new ArrayList<>(addresses(tool.url()));
        forms.addAll(names(tool));
        for (String form : forms) {
            if (FORBIDDING.contains(tool.unit())) {
                Refusal refusal =
                        assertThrows(Refusal.class, () -> BOOK.recognise(form, "a.mov"), form);
                assertEquals(
                        tool.unit().equals("devnations")
                                ? Refusal.Code.TERRITORY_LIMITED
                                : Refusal.Code.LICENSE_FORBIDS_DISTRIBUTION,
                        refusal.code(),
                        () -> form + ": " + refusal.getMessage());
            } else {
                assertEquals(tool, BOOK.recognise(form, "a.mov"), form);
            }
        }
    }

    private static List<String> addresses(String url) {
        String bare = url.substring(0, url.length() - 1);
        String path = bare.substring("https://".length());
        return List.of(
                url,
                bare,
                url + "/",
                "http://" + path + "/",
                "https://www." + path,
                "http://www." + path + "/",
                path,
                "//" + path + "/",
                url.toUpperCase(Locale.ROOT),
                url + "deed",
                url + "deed.fr",
                url + "deed.pt_BR",
                url + "deed.zh-hans",
                url + "legalcode",
                url + "legalcode.en",
                url + "legalcode.txt",
                url + "rdf",
                bare + "?ref=chooser-v1",
                url + "deed.de#english",
                url.replace("+", "%2B"),
                "  <" + url + ">\n",
                "(" + url + ").",
                "Licensed under " + url);
    }

    private static List<String> names(License tool) {
        String id = tool.identifier();
        List<String> forms = new ArrayList<>();
        forms.add(id);
        forms.add(id.toLowerCase(Locale.ROOT));
        forms.add(id.toLowerCase(Locale.ROOT).replace(' ', '-'));
        forms.add(id.replace(' ', '_').replace('-', '_'));
        forms.add(id.replace('-', ' '));
        forms.add(id.replace('-', '\u2013'));
        forms.add(id.replace('-', '\u2011').replace(" ", "\u00a0"));
        forms.add(id.replaceFirst("^CC ", ""));
        forms.add(id.replaceFirst("^CC ", "Creative Commons "));
        forms.add(id.replace("1.0", "v1.0").replace("4.0", "v4.0"));
        forms.add("Licensed under " + id);
        forms.add("This work is licensed under the " + id + " license.");
        forms.add(id + " <" + tool.url() + ">");
        forms.add(id.replace("NC-ND", "ND-NC").replace("ND-NC", "NC-ND"));
        forms.add(id.replace("NC-ND", "ND-NC"));
        forms.add(id.replaceFirst("NC-SA\\b", "SA-NC"));
        if (tool.spdx() != null) {
            forms.add(tool.spdx());
            forms.add(tool.spdx().toLowerCase(Locale.ROOT));
            forms.add("SPDX-License-Identifier: " + tool.spdx());
            forms.add("https://spdx.org/licenses/" + tool.spdx() + ".html");
        }
        forms.addAll(fullNames(tool));
        return forms;
    }

    private static List<String> fullNames(License tool) {
        List<String> words = new ArrayList<>();
        for (String part : tool.unit().split("-", -1)) {
            words.add(WORDS.getOrDefault(part, part));
        }
        String name = String.join("-", words) + " " + tool.version() + place(tool);
        return List.of(
                "Creative Commons " + name,
                "Creative Commons " + name + " License",
                "creative commons " + name.replace('-', ' ').toLowerCase(Locale.ROOT),
                "Creative Commons " + name.replace("NoDerivatives", "NoDerivs"),
                "Creative Commons " + name.replace("NoDerivatives", "No Derivative Works"),
                "Creative Commons " + name.replace("NonCommercial", "Non-Commercial"),
                "Creative Commons " + name + " (" + tool.identifier() + ")",
                "Deed - " + name + " - Creative Commons");
    }

    private static String place(License tool) {
        String code = tool.jurisdiction();
        if (code == null) {
            return tool.version().equals("4.0") ? " International" : "";
        }
        return " "
                + switch (code) {
                    case "uk" -> "UK: England & Wales";
                    case "scotland" -> "UK: Scotland";
                    case "igo" -> "IGO";
                    default ->
                            Locale.of("", code.toUpperCase(Locale.ROOT))
                                    .getDisplayCountry(Locale.ENGLISH);
                };
    }

    @Test
    void everyTitleThatIsUniqueIsEnough() {
        Map<String, Long> count = new HashMap<>();
        BOOK.all().forEach(l -> count.merge(Phrases.plain(l.title()), 1L, Long::sum));
        for (License tool : BOOK.all()) {
            if (!FORBIDDING.contains(tool.unit())
                    && Long.valueOf(1).equals(count.get(Phrases.plain(tool.title())))) {
                assertEquals(tool, BOOK.recognise(tool.title(), "a.mov"), tool.title());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CC0, https://creativecommons.org/publicdomain/zero/1.0/",
        "cc zero, https://creativecommons.org/publicdomain/zero/1.0/",
        "CC-0, https://creativecommons.org/publicdomain/zero/1.0/",
        "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication,"
                + " https://creativecommons.org/publicdomain/zero/1.0/",
        "Public Domain Mark, https://creativecommons.org/publicdomain/mark/1.0/",
        "http://creativecommons.org/licenses/publicdomain/,"
                + " https://creativecommons.org/publicdomain/certification/1.0/us/",
        "Attribution-ShareAlike 4.0 International (CC BY-SA 4.0) Deed,"
                + " https://creativecommons.org/licenses/by-sa/4.0/",
        "Creative Commons Attribution (CC BY) 4.0, https://creativecommons.org/licenses/by/4.0/",
        "CCBY4.0, https://creativecommons.org/licenses/by/4.0/",
        "CC-BYNCSA 3.0 de, https://creativecommons.org/licenses/by-nc-sa/3.0/de/",
        "CC BY-SA-NC 4.0, https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "CC BY 4, https://creativecommons.org/licenses/by/4.0/",
        "cc_by_4_0, https://creativecommons.org/licenses/by/4.0/",
        "CC BY 3.0 Unported, https://creativecommons.org/licenses/by/3.0/",
        "CC BY 2.0 fr, https://creativecommons.org/licenses/by/2.0/fr/",
        "CC BY 3.0 Czech Republic, https://creativecommons.org/licenses/by/3.0/cz/",
        "CC Sampling Plus, https://creativecommons.org/licenses/sampling+/1.0/",
    })
    void looserForms(String said, String url) {
        assertEquals(url, BOOK.recognise(said, "a.mov").url());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CC BY|LICENSE_AMBIGUOUS|the licence \"CC BY\" could mean CC BY 4.0, CC BY 3.0,"
                        + " CC BY 2.5, CC BY 2.0 or CC BY 1.0",
                "CC BY-SA|LICENSE_AMBIGUOUS|the licence \"CC BY-SA\" could mean CC BY-SA 4.0,"
                        + " CC BY-SA 3.0, CC BY-SA 2.5, CC BY-SA 2.0 or CC BY-SA 1.0",
                "cc by fr|LICENSE_AMBIGUOUS|the licence \"cc by fr\" could mean CC BY 3.0 FR"
                        + " or CC BY 2.0 FR",
                "CC BY 2|LICENSE_AMBIGUOUS|the licence \"CC BY 2\" could mean CC BY 2.5 or"
                        + " CC BY 2.0",
                "CC BY 2.1|LICENSE_AMBIGUOUS|the licence \"CC BY 2.1\" could mean CC BY 2.1 AU,"
                        + " CC BY 2.1 CA, CC BY 2.1 ES or CC BY 2.1 JP",
                "CC NC-SA 2.0|LICENSE_AMBIGUOUS|the licence \"CC NC-SA 2.0\" could mean"
                        + " CC NC-SA 2.0 JP",
                "https://creativecommons.org/licenses/by/|LICENSE_AMBIGUOUS|the licence"
                        + " \"https://creativecommons.org/licenses/by/\" could mean CC BY 4.0,"
                        + " CC BY 3.0, CC BY 2.5, CC BY 2.0 or CC BY 1.0",
                "CC BY 4.0 or CC BY-SA 4.0|LICENSE_AMBIGUOUS|the licence \"CC BY 4.0 or CC BY-SA"
                        + " 4.0\" says more than CC BY 4.0 or CC BY-SA 4.0: or",
                "CC BY-SA 4.0 https://creativecommons.org/licenses/by/4.0/|LICENSE_AMBIGUOUS|the"
                        + " licence \"CC BY-SA 4.0 https://creativecommons.org/licenses/by/4.0/\""
                        + " could mean CC BY 4.0 or CC BY-SA 4.0",
                "CC BY 4.0 for schools only|LICENSE_AMBIGUOUS|the licence \"CC BY 4.0 for schools"
                        + " only\" says more than CC BY 4.0: for schools only",
                "CC BY 4.0 until 2030|LICENSE_AMBIGUOUS|the licence \"CC BY 4.0 until 2030\" says"
                        + " more than CC BY 4.0: until 2030",
                "CC BY 9.9|LICENSE_UNKNOWN|the licence \"CC BY 9.9\" is no Creative Commons"
                        + " licence; nearest are CC BY 4.0, CC BY 3.0 or CC BY 2.5",
                "CC BY 4.0 FR|LICENSE_UNKNOWN|the licence \"CC BY 4.0 FR\" is no Creative Commons"
                        + " licence; nearest are CC BY 3.0 FR, CC BY 2.0 FR or CC BY 3.0 BR",
                "CC SA 4.0|LICENSE_UNKNOWN|the licence \"CC SA 4.0\" is no Creative Commons"
                        + " licence; nearest are CC SA 1.0, CC BY 4.0 or CC BY-SA 4.0",
                "public domain|LICENSE_UNKNOWN|the licence \"public domain\" is no Creative Commons"
                        + " licence; nearest are CC BY 4.0, CC BY-SA 4.0 or CC0 1.0",
                "free|LICENSE_UNKNOWN|the licence \"free\" is no Creative Commons licence; nearest"
                        + " are CC BY 4.0, CC BY-SA 4.0 or CC0 1.0",
                "all rights reserved|LICENSE_UNKNOWN|the licence \"all rights reserved\" is no"
                        + " Creative Commons licence; nearest are CC BY 4.0, CC BY-SA 4.0 or CC0"
                        + " 1.0",
                "BBC Creative Archive|TERRITORY_LIMITED|the licence \"BBC Creative Archive\" is for"
                        + " the United Kingdom only; peers are everywhere",
                "http://rightsstatements.org/vocab/InC/1.0/|RIGHTS_STATEMENT_IS_NOT_A_LICENSE|the"
                        + " licence \"http://rightsstatements.org/vocab/InC/1.0/\" states what is"
                        + " known about the rights; it permits nothing",
                "https://creativecommons.org/licenses/sampling/1.0/|LICENSE_FORBIDS_DISTRIBUTION|"
                        + "CC SAMPLING 1.0 does not let anybody pass the whole work on",
                "CC devnations 2.0|TERRITORY_LIMITED|CC DEVNATIONS 2.0 leaves out the countries of"
                        + " high income; peers are everywhere",
                "''|LICENSE_MISSING|nobody says under which licence",
            })
    void refusesWithThisSentence(String said, Refusal.Code code, String sentence) {
        Refusal refusal = assertThrows(Refusal.class, () -> BOOK.recognise(said, "tape 7.mov"));
        assertEquals(sentence, refusal.getMessage());
        assertEquals(code, refusal.code());
        assertEquals("tape 7.mov", refusal.file());
    }

    @ParameterizedTest
    @CsvSource({"CC BY-SA, CC BY-SA 4.0", "CC BY 4.0 for schools only, CC BY 4.0"})
    void theAdviceIsOneOfThoseThatItCouldMean(String said, String example) {
        Refusal refusal = assertThrows(Refusal.class, () -> BOOK.recognise(said, "a.mov"));
        assertEquals(
                "choose one in the record or after --license, for instance --license \""
                        + example
                        + "\", then order it again",
                refusal.fix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://creativecommons.org.example.com/licenses/by/4.0/",
                "https://notcreativecommons.org/licenses/by/4.0/",
                "https://example.com/?u=https://creativecommons.org/licenses/by/4.0/",
                "me@creativecommons.org/licenses/by/4.0/",
                "https://creativecommons.org/licenses/by/4.0/fr/",
                "https://creativecommons.org/licenses/by/4.0/../../by-sa/4.0/",
                "https://creativecommons.org/licenses/zero/1.0/",
                "https://creativecommons.org/",
                "GPL-3.0",
                "4.0",
                "by John",
                "Filmed by CC Sabathia",
                "CC",
                "\u0000\u202e",
                "CC BY 4.0 no commercial use",
                "not CC BY 4.0",
                "CC BY 4.0 unless noted",
                "CC-BY-4.0 OR MIT",
                "https://creativecommons.org/licenses/by/4.0/ except music",
                "CC BY 2.5 in this country",
            })
    void takesNoneOfThese(String said) {
        assertThrows(Refusal.class, () -> BOOK.recognise(said, "a.mov"));
    }
}
