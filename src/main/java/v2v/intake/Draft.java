package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Record;
import v2v.item.Record.Dated;
import v2v.item.Record.Language;
import v2v.item.Record.LocalId;
import v2v.item.Record.Organisation;
import v2v.item.Record.Person;
import v2v.item.Record.Place;
import v2v.item.Record.Provenance;
import v2v.item.Record.Term;
import v2v.item.Record.Text;
import v2v.item.Record.ThirdParty;
import v2v.item.Record.Unread;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A record while its sources are being read. Of two values for a place that has room for one, the
/// first stays; the other is still seen in the provenance.
final class Draft {
    private static final Pattern NAME_AND_ROLE = Pattern.compile("(.+?)\\s*\\(([^()]+)\\)");
    private static final Pattern LIKE_A_LICENSE =
            Pattern.compile(
                    "(?i).*creativecommons\\.org.*|cc[ -]?(by|0|zero|pd).*|public domain.*");
    private static final Pattern EVERYWHERE =
            Pattern.compile("(?i)world|worldwide|world-wide|ww|weltweit|monde( entier)?|mundial");
    private static final Pattern PARTS = Pattern.compile("[;|]");

    /// Only what can be nothing but a licence: other words behind a status leave it unknown.
    private static final Pattern UNDER_LICENSE =
            Pattern.compile("([a-z-]+)\\s*\\(((?:cc|https?:)[^()]*)\\)");

    private static final Pattern NOTHING =
            Pattern.compile("(?i)none|no|nil|keine|aucun|ninguno|nessuno");

    private static final Pattern FREE =
            Pattern.compile(
                    "(?i)none|no|false|0|open|(info:eu-repo/semantics/)?open ?access|public"
                            + "|unrestricted|no restrictions?|free");

    private final Map<Word, String> singles = new EnumMap<>(Word.class);
    private final List<LocalId> localIds = new ArrayList<>();
    private final List<Text> titles = new ArrayList<>();
    private final List<Text> descriptions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Term> genres = new ArrayList<>();
    private final List<Term> subjects = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Organisation> organisations = new ArrayList<>();
    private final List<Dated> dates = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Record.Relation> relations = new ArrayList<>();
    private final List<Language> languages = new ArrayList<>();
    private final List<String> holders = new ArrayList<>();
    private final List<Record.Segment> segments = new ArrayList<>();
    private final LinkedHashSet<ThirdParty> clearances = new LinkedHashSet<>();
    private final LinkedHashSet<Provenance> provenance = new LinkedHashSet<>();
    private final LinkedHashSet<Unread> unread = new LinkedHashSet<>();
    private @Nullable Instant embargoUntil;
    private boolean thirdPartyDeclared;

    /// Takes one value, and each of its parts where a cell may hold several.
    void say(Said said) {
        say(said, said.value());
    }

    /// The same, where a mapping says how to read the value.
    void say(Said said, String read) {
        if (said.value().isBlank() || said.meaning().word() == Word.FILE) {
            return;
        }
        Word word = said.meaning().word();
        String[] parts = word.many() ? PARTS.split(read, -1) : new String[] {read};
        for (String part : parts) {
            if (!part.isBlank()) {
                word.fill(
                        this, new Said(said.meaning(), part.strip(), said.source(), said.where()));
            }
        }
        provenance.add(
                new Provenance(field(said), said.source().name(), said.where(), said.value()));
    }

    private static String field(Said said) {
        Word word = said.meaning().word();
        String detail = said.meaning().detail();
        if (word == Word.CHECKSUM && detail != null) {
            return word.field() + "." + detail;
        }
        return readAsLicense(said) ? Word.LICENSE.field() : word.field();
    }

    boolean speaksOf(Word word) {
        return provenance.stream().anyMatch(p -> p.field().equals(word.field()));
    }

    /// What somebody else in the work allows or not; it is not yet a list of all of them.
    void clearance(ThirdParty party) {
        clearances.add(party);
    }

    /// What another source says: it fills what is empty, and what restricts is added.
    void take(Record other) {
        fill(localIds, other.localIds());
        fill(titles, other.titles());
        fill(descriptions, other.descriptions());
        other.notes().forEach(this::note);
        fill(genres, other.genres());
        fill(subjects, other.subjects());
        fill(people, other.people());
        fill(organisations, other.organisations());
        fill(dates, other.dates());
        fill(places, other.places());
        fill(relations, other.relations());
        fill(languages, other.languages());
        fill(segments, other.segments());
        clearances.addAll(other.clearances());
        provenance.addAll(other.provenance());
        unread.addAll(other.unread());
        thirdPartyDeclared |= other.thirdPartyDeclared();
        single(Word.BATCH, other.batchId());
        single(Word.TYPE, other.assetType());
        single(Word.PERIOD, other.period());
        single(Word.COLLECTION, other.collection());
        if (other.series() != null && !singles.containsKey(Word.SERIES)) {
            single(Word.SERIES, other.series().title());
            single(Word.NUMBER, other.series().number());
        }
        takeRights(other.rights());
    }

    private void takeRights(Record.Rights other) {
        fill(holders, other.holders());
        single(Word.LICENSE, other.license());
        single(Word.ROLE, other.role());
        single(Word.ATTRIBUTION, other.attributionName());
        single(Word.ATTRIBUTION_URL, other.attributionUrl());
        single(Word.COPYRIGHT, other.copyrightNotice());
        single(Word.RIGHTS, other.rightsStatement());
        single(Word.EXPIRES, other.expires());
        single(Word.PD_BASIS, other.publicDomainBasis());
        single(Word.ACCESS, other.accessRestriction());
        single(Word.PUBLICATION, other.publication());
        if (other.territory() != null) {
            limit(other.territory());
        }
        if (other.embargoUntil() != null) {
            wait(other.embargoUntil());
        }
    }

    private static <T> void fill(List<T> mine, List<T> others) {
        if (mine.isEmpty()) {
            mine.addAll(others);
        }
    }

    private void single(Word word, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            singles.putIfAbsent(word, value.strip());
        }
    }

    void single(Said said) {
        single(readAsLicense(said) ? Word.LICENSE : said.meaning().word(), said.value());
    }

    /// Several sentences of one source about its rights all count.
    void rights(Said said) {
        if (readAsLicense(said)) {
            single(Word.LICENSE, said.value());
        } else {
            singles.merge(
                    Word.RIGHTS,
                    said.value().strip(),
                    (before, now) -> before.contains(now) ? before : before + "; " + now);
        }
    }

    /// Each restriction counts; what says that there is none is only kept in the provenance.
    void restrict(Said said) {
        if (!FREE.matcher(said.value().strip()).matches()) {
            singles.merge(
                    Word.ACCESS,
                    said.value().strip(),
                    (before, now) -> before.contains(now) ? before : before + "; " + now);
        }
    }

    private static boolean readAsLicense(Said said) {
        return said.meaning().word() == Word.RIGHTS
                && LIKE_A_LICENSE.matcher(said.value().strip()).matches();
    }

    void title(Said said) {
        String type = said.meaning().detail();
        boolean first = titles.isEmpty() && type == null;
        titles.add(new Text(said.value(), said.meaning().lang(), first ? "main" : type));
    }

    void description(Said said) {
        descriptions.add(new Text(said.value(), said.meaning().lang(), said.meaning().detail()));
    }

    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    void genre(Said said) {
        genres.add(new Term(said.value(), said.meaning().lang(), null));
    }

    void subject(Said said) {
        subjects.add(new Term(said.value(), said.meaning().lang(), null));
    }

    void person(Said said) {
        Matcher both = NAME_AND_ROLE.matcher(said.value());
        people.add(
                both.matches()
                        ? new Person(both.group(1), both.group(2), null)
                        : new Person(said.value(), said.meaning().detail(), null));
    }

    void organisation(Said said) {
        organisations.add(new Organisation(said.value(), said.meaning().detail(), null));
    }

    void place(Said said) {
        places.add(new Place(said.value(), null));
    }

    void identifier(Said said) {
        localIds.add(new LocalId(said.source().name(), said.value()));
    }

    void holder(Said said) {
        holders.add(said.value());
    }

    void term(Word word, Term term) {
        (word == Word.GENRE ? genres : subjects).add(term);
    }

    void person(Person person) {
        people.add(person);
    }

    void organisation(Organisation organisation) {
        organisations.add(organisation);
    }

    void place(Place place) {
        places.add(place);
    }

    void identifier(LocalId id) {
        localIds.add(id);
    }

    void relation(Record.Relation relation) {
        relations.add(relation);
    }

    void segment(Record.Segment segment) {
        segments.add(segment);
    }

    boolean hasTitle() {
        return titles.stream().anyMatch(t -> !"series".equals(t.type()));
    }

    void prove(Provenance where) {
        provenance.add(where);
    }

    void leave(Unread what) {
        unread.add(what);
    }

    void date(Said said) {
        String type = Optional.ofNullable(said.meaning().detail()).orElse("produced");
        Edtf.of(said.value())
                .ifPresentOrElse(
                        edtf -> dates.add(new Dated(type, edtf)),
                        () -> leftOut("dates", said, said.value(), Edtf.hint(said.value())));
    }

    /// A wrong date in public is worse than none: the value goes, and a person is told.
    private void leftOut(String field, Said said, String value, String advice) {
        unread.add(new Unread(field, said.source().name(), said.where(), value, advice));
    }

    /// A head that has a value and no meaning.
    void unknown(SourceText source, String where, String value) {
        unread.add(
                new Unread("", source.name(), where, value, "write another head, or take it out"));
    }

    void language(Said said) {
        String use = Optional.ofNullable(said.meaning().detail()).orElse("audio");
        for (String each : said.value().split(",", -1)) {
            Languages.tag(each)
                    .ifPresentOrElse(
                            tag -> speak(new Language(tag, use)),
                            () ->
                                    leftOut(
                                            "languages",
                                            said,
                                            each.strip(),
                                            "write its code, such as de or en"));
        }
    }

    /// Every copy of a work says its language again.
    private void speak(Language language) {
        if (!languages.contains(language)) {
            languages.add(language);
        }
    }

    void territory(Said said) {
        limit(said.value());
    }

    /// Where one source says WORLD and another names countries, the countries stay.
    private void limit(String territory) {
        boolean open = EVERYWHERE.matcher(territory.strip()).matches();
        singles.merge(
                Word.TERRITORY,
                open ? "WORLD" : territory.strip(),
                (before, now) -> before.equals("WORLD") ? now : before);
    }

    void embargo(Said said) {
        if (NOTHING.matcher(said.value()).matches()) {
            return;
        }
        try {
            wait(Edtf.embargo(said.value()));
        } catch (DateTimeException e) {
            throw said.source()
                    .fault(
                            said.where(),
                            "the embargo \"" + said.value() + "\" is not a day that is certain",
                            "write it as YYYY-MM-DD, then order it again");
        }
    }

    private void wait(Instant until) {
        if (embargoUntil == null || until.isAfter(embargoUntil)) {
            embargoUntil = until;
        }
    }

    /// `none`, or `music: cleared (CC BY 4.0); footage: pending`. What is not understood is
    /// unknown, and what is unknown stops a release.
    void thirdParty(Said said) {
        thirdPartyDeclared = true;
        if (NOTHING.matcher(said.value()).matches()) {
            return;
        }
        String[] sides = said.value().split(":", 2);
        String status = sides.length < 2 ? "unknown" : sides[1].strip().toLowerCase(Locale.ROOT);
        Matcher licensed = UNDER_LICENSE.matcher(status);
        boolean named = licensed.matches();
        clearances.add(
                new ThirdParty(
                        sides[0].strip().toLowerCase(Locale.ROOT),
                        named ? licensed.group(1) : status,
                        null,
                        null,
                        named ? licensed.group(2) : null,
                        null,
                        null,
                        null));
    }

    Record record() {
        String series = singles.get(Word.SERIES);
        return new Record(
                Record.SCHEMA,
                localIds,
                singles.get(Word.BATCH),
                titles,
                descriptions,
                notes,
                singles.get(Word.TYPE),
                genres,
                subjects,
                people,
                organisations,
                dates,
                places,
                singles.get(Word.PERIOD),
                singles.get(Word.COLLECTION),
                series == null ? null : new Record.Series(series, singles.get(Word.NUMBER)),
                relations,
                languages,
                rights(),
                List.copyOf(clearances),
                thirdPartyDeclared,
                segments,
                List.copyOf(provenance),
                List.copyOf(unread));
    }

    private Record.Rights rights() {
        return new Record.Rights(
                singles.get(Word.LICENSE),
                singles.get(Word.ROLE),
                holders,
                singles.get(Word.ATTRIBUTION),
                singles.get(Word.ATTRIBUTION_URL),
                singles.get(Word.COPYRIGHT),
                singles.get(Word.RIGHTS),
                singles.get(Word.TERRITORY),
                embargoUntil,
                singles.get(Word.EXPIRES),
                singles.get(Word.PD_BASIS),
                singles.get(Word.ACCESS),
                singles.get(Word.PUBLICATION));
    }
}
