package v2v.rights;

import org.jspecify.annotations.Nullable;

import v2v.item.License;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The book of Creative Commons' legal tools, and the art of recognising one in what people write.
///
/// It never guesses: what could be two licences is refused with both names, and the person chooses.
public final class Licenses {
    private static final Pattern STATEMENT =
            Pattern.compile("rightsstatements\\.org", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPDX_PAGE =
            Pattern.compile(
                    "https?://(?:www\\.)?spdx\\.org/licenses/([\\w.+-]+?)(?:\\.(?:html|json))?/?$",
                    Pattern.CASE_INSENSITIVE);

    private final List<License> book;
    private final Map<String, List<License>> byTitle;
    private final Jurisdictions places;

    private Licenses(List<License> book) {
        this.book = book;
        this.places = new Jurisdictions(book);
        this.byTitle = book.stream().collect(Collectors.groupingBy(l -> Phrases.plain(l.title())));
    }

    /// The book as it is built into the program.
    public static Licenses load() {
        return new Licenses(LegalTools.read());
    }

    /// Every legal tool, in the order of Creative Commons' own list.
    public List<License> all() {
        return book;
    }

    /// The one legal tool that these words mean.
    ///
    /// @param said a URL, an SPDX identifier, "CC BY-SA 4.0", a full name, …
    /// @param file the footage, for the sentence of a refusal
    /// @throws Refusal when the words mean none, or more than one, or one that forbids to pass the
    ///   work on
    public License recognise(@Nullable String said, String file) {
        NotRecognised not = new NotRecognised(said == null ? "" : said.strip(), file);
        if (said == null || said.isBlank()) {
            throw not.missing();
        }
        if (STATEMENT.matcher(said).find()) {
            throw not.statement();
        }
        License found = read(SPDX_PAGE.matcher(said.strip()).replaceFirst("$1"), not);
        if (found.unit().equals("sampling") || found.unit().equals("devnations")) {
            throw not.forbidsDistribution(found);
        }
        return found;
    }

    /// The same, for words that need not be a licence at all.
    Optional<License> named(@Nullable String said) {
        try {
            return Optional.of(read(said == null ? "" : said, new NotRecognised("", "")));
        } catch (Refusal notALicense) {
            return Optional.empty();
        }
    }

    private License read(String said, NotRecognised not) {
        List<License> titled = byTitle.getOrDefault(Phrases.plain(said), List.of());
        if (titled.size() == 1) {
            return titled.getFirst();
        }
        if (titled.size() > 1) {
            throw not.ambiguous(titled);
        }
        List<Wording> wordings = new ArrayList<>();
        for (LicenseAddress address : LicenseAddress.in(said)) {
            if (address.wording() == null) {
                throw not.unknown(Nearest.to(address.text(), book));
            }
            wordings.add(address.wording());
        }
        Reading reading = Reading.of(LicenseAddress.without(said), places);
        wordings.addAll(reading.wordings());
        return one(wordings, reading.strange(), not);
    }

    private License one(List<Wording> wordings, List<String> strange, NotRecognised not) {
        boolean meant = wordings.stream().anyMatch(w -> w.named() || w.version() != null);
        Set<License> all = new LinkedHashSet<>();
        wordings.forEach(w -> all.addAll(w.fits(book)));
        if (all.isEmpty() || (!strange.isEmpty() && !meant)) {
            throw not.unknown(Nearest.to(not.said(), book));
        }
        List<License> common = new ArrayList<>(all);
        wordings.forEach(w -> common.retainAll(w.fits(book)));
        if (!strange.isEmpty()) {
            throw not.saysMore(common.isEmpty() ? List.copyOf(all) : common, strange);
        }
        boolean certain =
                common.size() == 1
                        && wordings.stream().anyMatch(w -> w.means(common.getFirst(), book));
        if (!certain) {
            throw not.ambiguous(common.isEmpty() ? List.copyOf(all) : common);
        }
        return common.getFirst();
    }

    /// The sentences of a licence that is not one; each names the file and what to do.
    private record NotRecognised(String said, String file) {
        private static final String WRITE_IT =
                "write the address of one licence, for instance"
                        + " https://creativecommons.org/licenses/by/4.0/, into the record or after"
                        + " --license, then order it again";

        Refusal missing() {
            return new Refusal(
                    Code.LICENSE_MISSING, file, "nobody says under which licence", WRITE_IT);
        }

        Refusal statement() {
            return new Refusal(
                    Code.RIGHTS_STATEMENT_IS_NOT_A_LICENSE,
                    file,
                    quoted() + " states what is known about the rights; it permits nothing",
                    "ask the rights holder for a licence, then " + WRITE_IT);
        }

        Refusal unknown(List<String> near) {
            return new Refusal(
                    Code.LICENSE_UNKNOWN,
                    file,
                    quoted() + " is no Creative Commons licence; nearest are " + either(near),
                    WRITE_IT);
        }

        Refusal ambiguous(List<License> tools) {
            return new Refusal(
                    Code.LICENSE_AMBIGUOUS,
                    file,
                    quoted() + " could mean " + either(names(tools)),
                    choose(tools));
        }

        /// The example is one of those that the words could mean: any other would only confuse.
        private static String choose(List<License> tools) {
            return "choose one in the record or after --license, for instance --license \""
                    + tools.getFirst().identifier()
                    + "\", then order it again";
        }

        Refusal saysMore(List<License> tools, List<String> strange) {
            return new Refusal(
                    Code.LICENSE_AMBIGUOUS,
                    file,
                    quoted()
                            + " says more than "
                            + either(names(tools))
                            + ": "
                            + shown(String.join(" ", strange)),
                    choose(tools));
        }

        Refusal forbidsDistribution(License tool) {
            return new Refusal(
                    Code.LICENSE_FORBIDS_DISTRIBUTION,
                    file,
                    tool.identifier() + " does not let the whole world pass the whole work on",
                    "ask the rights holder for another licence: this work can not be released"
                            + " under this one");
        }

        private String quoted() {
            return "the licence \"" + shown(said) + "\"";
        }

        private static String shown(String text) {
            String clean = text.replaceAll("[\\p{Cc}\\p{Cf}]+", " ");
            return clean.codePointCount(0, clean.length()) <= 100
                    ? clean
                    : clean.substring(0, clean.offsetByCodePoints(0, 100)) + "…";
        }

        private static List<String> names(List<License> tools) {
            return tools.stream().map(License::identifier).toList();
        }

        private static String either(List<String> names) {
            List<String> few = names.subList(0, Math.min(5, names.size()));
            String last = few.getLast();
            return few.size() == 1
                    ? last
                    : String.join(", ", few.subList(0, few.size() - 1)) + " or " + last;
        }
    }
}
