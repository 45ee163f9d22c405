package v2v.catalog;

import static java.util.Map.entry;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The languages whose grammar we know enough of to find `cheval` by `chevaux`.
final class Languages {
    /// Read for a text that does not say its language: a few dead entries cost less than a work
    /// that nobody finds.
    static final List<String> USUAL = List.of("en", "fr", "de", "es");

    private static final Map<String, Supplier<Analyzer>> KNOWN =
            Map.ofEntries(
                    entry("ar", ArabicAnalyzer::new),
                    entry("bg", BulgarianAnalyzer::new),
                    entry("bn", BengaliAnalyzer::new),
                    entry("ca", CatalanAnalyzer::new),
                    entry("ckb", SoraniAnalyzer::new),
                    entry("cs", CzechAnalyzer::new),
                    entry("da", DanishAnalyzer::new),
                    entry("de", GermanAnalyzer::new),
                    entry("el", GreekAnalyzer::new),
                    entry("en", EnglishAnalyzer::new),
                    entry("es", Stemmed::spanish),
                    entry("et", EstonianAnalyzer::new),
                    entry("eu", BasqueAnalyzer::new),
                    entry("fa", PersianAnalyzer::new),
                    entry("fi", FinnishAnalyzer::new),
                    entry("fr", Stemmed::french),
                    entry("ga", IrishAnalyzer::new),
                    entry("gl", GalicianAnalyzer::new),
                    entry("hi", HindiAnalyzer::new),
                    entry("hu", HungarianAnalyzer::new),
                    entry("hy", ArmenianAnalyzer::new),
                    entry("id", IndonesianAnalyzer::new),
                    entry("it", ItalianAnalyzer::new),
                    entry("lt", LithuanianAnalyzer::new),
                    entry("lv", LatvianAnalyzer::new),
                    entry("nb", NorwegianAnalyzer::new),
                    entry("ne", NepaliAnalyzer::new),
                    entry("nl", DutchAnalyzer::new),
                    entry("nn", NorwegianAnalyzer::new),
                    entry("no", NorwegianAnalyzer::new),
                    entry("pt", PortugueseAnalyzer::new),
                    entry("ro", RomanianAnalyzer::new),
                    entry("ru", RussianAnalyzer::new),
                    entry("sr", SerbianAnalyzer::new),
                    entry("sv", SwedishAnalyzer::new),
                    entry("ta", TamilAnalyzer::new),
                    entry("te", TeluguAnalyzer::new),
                    entry("th", ThaiAnalyzer::new),
                    entry("tr", TurkishAnalyzer::new));

    private static final Map<String, String> THREE_LETTERS = threeLetters();
    private static final Map<String, Analyzer> MADE = new ConcurrentHashMap<>();

    private Languages() {}

    private static Map<String, String> threeLetters() {
        Map<String, String> two = new HashMap<>();
        for (String code : Locale.getISOLanguages()) {
            if (code.length() == 2) {
                two.put(Locale.of(code).getISO3Language(), code);
            }
        }
        // libraries' own codes (ISO 639-2/B), which Java does not know
        two.putAll(Map.of("fre", "fr", "ger", "de", "dut", "nl", "cze", "cs", "gre", "el"));
        two.putAll(Map.of("rum", "ro", "chi", "zh", "per", "fa", "wel", "cy", "arm", "hy"));
        return two;
    }

    static boolean known(String language) {
        return KNOWN.containsKey(language);
    }

    static Analyzer analyzer(String language) {
        return MADE.computeIfAbsent(
                language,
                l -> {
                    Supplier<Analyzer> known = KNOWN.get(l);
                    if (known == null) {
                        throw new IllegalArgumentException("no grammar for language " + l);
                    }
                    return known.get();
                });
    }

    /// `fr` for `fr-CA`, `fra`, `fre` and `FR`.
    static String primary(String tag) {
        String first = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return THREE_LETTERS.getOrDefault(first, first);
    }

    /// The tag with its first part shortened: `fr-ca` for `fra-CA`.
    static String key(String tag) {
        String[] parts = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2);
        return parts.length == 1 ? primary(tag) : primary(tag) + "-" + parts[1];
    }
}
