package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import v2v.edition.Entry;
import v2v.item.Settings;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which works of a library a mirror takes.
final class Selection {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}");

    @Option(names = "--collection", paramLabel = "NAME", description = "only this collection")
    private @Nullable String collection;

    @Option(
            names = "--license",
            paramLabel = "L",
            description = "only this licence, by its SPDX id or the start of it, such as CC-BY-SA")
    private @Nullable String license;

    @Option(
            names = "--query",
            paramLabel = "WORDS",
            description =
                    "only works in whose title, description, people, subjects or places all"
                            + " these words stand")
    private @Nullable String query;

    @Option(
            names = "--space",
            paramLabel = "SIZE",
            description = "no more than this, such as 500G; what the fewest hold first")
    private @Nullable String space;

    /// What is wanted: first what is here, which takes its room whatever has become of its swarm
    /// since, then the others by `order`, the newest first where that is equal.
    ///
    /// @param held what is here already, wanted or not
    List<Entry> of(List<Entry> all, Comparator<Entry> order, Predicate<Entry> held) {
        long left = room();
        List<Entry> chosen = new ArrayList<>();
        List<Entry> others = new ArrayList<>();
        for (Entry entry : all) {
            if (held.test(entry)) {
                left -= entry.bytes();
            }
            if (wants(entry)) {
                (held.test(entry) ? chosen : others).add(entry);
            }
        }
        others.sort(order.thenComparing(Comparator.comparing(Entry::at).reversed()));
        for (Entry entry : others) {
            if (entry.bytes() <= left) {
                chosen.add(entry);
                left -= entry.bytes();
            }
        }
        return chosen;
    }

    /// @throws ParameterException when the space is no size
    long room() {
        try {
            return space == null ? Long.MAX_VALUE : Settings.bytes(space);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ParameterException(
                    new CommandLine(this),
                    "--space: expected a size such as 500k, 20M or 4G, found: " + space,
                    e);
        }
    }

    private boolean wants(Entry entry) {
        return (collection == null || plain(entry.collection()).equals(plain(collection)))
                && (license == null || plain(entry.license()).startsWith(plain(license)))
                && (query == null || all(plain(query), entry));
    }

    private static boolean all(String words, Entry entry) {
        StringBuilder text = new StringBuilder();
        Stream.of(
                        List.of(entry.title(), entry.description(), entry.collection()),
                        entry.people(),
                        entry.subjects(),
                        entry.places())
                .flatMap(List::stream)
                .forEach(part -> text.append(plain(part)).append('\n'));
        return Stream.of(words.strip().split("\\s+", -1)).allMatch(text.toString()::contains);
    }

    private static String plain(String text) {
        String apart = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD);
        return ACCENTS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
