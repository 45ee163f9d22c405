package v2v.rights;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.rights.rule.Answer;
import v2v.rights.rule.Book;
import v2v.rights.rule.Case;
import v2v.rights.rule.Rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The book of Creative Commons' legal tools, and the art of recognising one in what people write.
///
/// It never guesses: what could be two licences is refused with both names, and the person chooses.
public final class Licenses implements Book {
    private static final Pattern STATEMENT =
            Pattern.compile("rightsstatements\\.org", Pattern.CASE_INSENSITIVE);
    private static final Pattern SPDX_PAGE =
            Pattern.compile(
                    "https?://(?:www\\.)?spdx\\.org/licenses/([\\w.+-]+?)(?:\\.(?:html|json))?/?$",
                    Pattern.CASE_INSENSITIVE);

    /// The BBC's, and of those who published with it.
    private static final Pattern CREATIVE_ARCHIVE =
            Pattern.compile("creative archive", Pattern.CASE_INSENSITIVE);

    private static final int MOST_KEPT = 5_000;
    private static final int LONGEST_KEPT = 500;

    private final Map<String, Answer> kept = new ConcurrentHashMap<>();
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
        Record.Rights rights =
                said == null ? Record.Rights.NONE : Record.Rights.NONE.withLicense(said);
        Case words = Case.of(Record.EMPTY.withRights(rights), file, null, Instant.EPOCH, this);
        List<Finding> against =
                Rules.ofLicense().stream().flatMap(rule -> rule.check(words).stream()).toList();
        if (!against.isEmpty()) {
            throw new Refusal(file, against);
        }
        return words.license().license().orElseThrow();
    }

    /// What these words mean. A sheet says the same in every row, so that it is kept for a while.
    @Override
    public Answer read(@Nullable String said) {
        String words = said == null ? "" : said.strip();
        if (words.length() > LONGEST_KEPT) {
            return understand(words);
        }
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(words, this::understand);
    }

    private Answer understand(String said) {
        if (said.isEmpty()) {
            return new Answer.Silence();
        }
        if (STATEMENT.matcher(said).find()) {
            return new Answer.Statement(said);
        }
        if (CREATIVE_ARCHIVE.matcher(said).find()) {
            return new Answer.Bounded(said, "the United Kingdom");
        }
        return tool(SPDX_PAGE.matcher(said).replaceFirst("$1"), said);
    }

    private Answer tool(String text, String said) {
        List<License> titled = byTitle.getOrDefault(Phrases.plain(text), List.of());
        if (titled.size() == 1) {
            return new Answer.One(titled.getFirst());
        }
        if (titled.size() > 1) {
            return new Answer.Several(said, titled);
        }
        List<Wording> wordings = new ArrayList<>();
        for (LicenseAddress address : LicenseAddress.in(text)) {
            if (address.wording() == null) {
                return new Answer.Unknown(said, Nearest.to(address.text(), book));
            }
            wordings.add(address.wording());
        }
        Reading reading = Reading.of(LicenseAddress.without(text), places);
        wordings.addAll(reading.wordings());
        return one(wordings, reading.strange(), said);
    }

    private Answer one(List<Wording> wordings, List<String> strange, String said) {
        boolean meant = wordings.stream().anyMatch(w -> w.named() || w.version() != null);
        Set<License> all = new LinkedHashSet<>();
        wordings.forEach(w -> all.addAll(w.fits(book)));
        if (all.isEmpty() || (!strange.isEmpty() && !meant)) {
            return new Answer.Unknown(said, Nearest.to(said, book));
        }
        List<License> common = new ArrayList<>(all);
        wordings.forEach(w -> common.retainAll(w.fits(book)));
        List<License> possible = common.isEmpty() ? List.copyOf(all) : List.copyOf(common);
        if (!strange.isEmpty()) {
            return new Answer.More(said, possible, strange);
        }
        boolean certain =
                common.size() == 1
                        && wordings.stream().anyMatch(w -> w.means(common.getFirst(), book));
        return certain ? new Answer.One(common.getFirst()) : new Answer.Several(said, possible);
    }
}
