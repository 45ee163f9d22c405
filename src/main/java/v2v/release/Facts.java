package v2v.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What every document is written from. Nothing in here is asked of the clock or the machine, so
/// the same work gives the same bytes.
///
/// @param key fingerprint of the publisher's public key
/// @param library the library's folder, only so that it can be kept out of what is published
/// @param texts what the small text files of the release say, by name
record Facts(
        Renditions renditions,
        Publisher publisher,
        String key,
        String library,
        Map<String, String> texts) {
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    Clearance clearance() {
        return renditions.clearance();
    }

    Inspection inspection() {
        return clearance().inspection();
    }

    Footage footage() {
        return inspection().footage();
    }

    Record record() {
        return clearance().record();
    }

    License license() {
        return clearance().license();
    }

    List<Rendition> files() {
        return renditions.files();
    }

    Rendition access() {
        return renditions.access();
    }

    /// The first file of this role.
    Optional<Rendition> one(Rendition.Role role) {
        return files().stream().filter(f -> f.role() == role).findFirst();
    }

    /// Whether there is a picture that moves; else it is a work of sound alone.
    boolean moving() {
        return access().width() > 0;
    }

    /// Subtitles and captions.
    Stream<Rendition> words() {
        return files().stream().filter(f -> f.role() == Rendition.Role.WORDS);
    }

    /// What one of the small text files says; nothing where it is not small.
    Optional<String> text(Rendition file) {
        return Optional.ofNullable(texts.get(file.name()));
    }

    /// The file that most players can play, for links into the work.
    Rendition playable() {
        return one(Rendition.Role.COMPATIBLE).orElse(access());
    }

    /// The language of a file of words, as BCP 47 says it; `und` where nobody knows.
    String language(Rendition file) {
        String tag = file.language();
        return tag == null || !LANGUAGE.matcher(tag).matches() ? "und" : tag;
    }

    /// Whether words in this language are those that are spoken.
    boolean spoken(String tag) {
        String primary = Locale.forLanguageTag(tag).getLanguage();
        return spoken().map(t -> Locale.forLanguageTag(t).getLanguage().equals(primary))
                .orElse(false);
    }

    String title() {
        return Clean.line(open(clearance().title()));
    }

    String attribution() {
        return Clean.line(clearance().attribution());
    }

    String credit() {
        return Clean.line(open(clearance().credit()));
    }

    String notice() {
        return Clean.line(open(clearance().tags().getOrDefault("COPYRIGHT", "")));
    }

    /// What is said about the copyright itself: words of the record, or that there is none. Empty
    /// where only the licence is known.
    String copyright() {
        String given = record().rights().copyrightNotice();
        boolean owned = given != null && !given.isBlank();
        boolean said = owned || !record().rights().holders().isEmpty();
        return said || Terms.free(license()) ? notice() : "";
    }

    /// The language that is spoken; none where there is no sound.
    Optional<String> spoken() {
        return inspection().sounds().isEmpty() ? Optional.empty() : record().language("audio");
    }

    /// Every language of the work, without those of a sound that is not there.
    List<String> languages() {
        return languageUses().stream().map(Record.Language::tag).toList();
    }

    /// The same with what each is used for.
    List<Record.Language> languageUses() {
        boolean silent = inspection().sounds().isEmpty();
        return record().languages().stream()
                .filter(language -> !silent || !language.use().equalsIgnoreCase("audio"))
                .toList();
    }

    /// The address of whoever is credited, if it is one that a page may link to.
    Optional<String> attributionUrl() {
        return Optional.ofNullable(record().rights().attributionUrl())
                .map(Clean::line)
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"));
    }

    /// The language of the title, if the record lets it be known.
    Optional<String> titleLanguage() {
        return record().titles().stream()
                .filter(text -> Clean.line(open(text.value())).equals(title()))
                .findFirst()
                .flatMap(this::written);
    }

    Optional<String> descriptionLanguage() {
        return record().descriptions().stream().findFirst().flatMap(this::written);
    }

    /// Archives write about a work in the language that they catalogue in, else in its own.
    private Optional<String> written(Record.Text text) {
        return Optional.ofNullable(text.lang())
                .or(() -> record().language("metadata"))
                .or(() -> record().language("audio"))
                .filter(tag -> LANGUAGE.matcher(tag).matches())
                .filter(tag -> !tag.equals("zxx"));
    }

    Optional<String> description() {
        return record().description().map(this::open).map(Clean::text).filter(d -> !d.isBlank());
    }

    /// When the release was described: the second in which the last media file was finished.
    Instant described() {
        return renditions.made().truncatedTo(ChronoUnit.SECONDS);
    }

    LocalDate day() {
        return described().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /// A text of the record, open and fit for a document.
    String said(@Nullable String text) {
        return text == null ? "" : Clean.text(open(text)).strip();
    }

    /// The names that other systems have for the work, without those that are shelves or paths.
    List<Record.LocalId> openIds() {
        return record().localIds().stream().filter(id -> !PublicRecord.internal(id)).toList();
    }

    /// Titles beside the one that the release goes by.
    List<Record.Text> otherTitles() {
        return record().titles().stream()
                .filter(text -> !Clean.line(open(text.value())).equals(title()))
                .toList();
    }

    /// What the record says of the title that the release goes by.
    Optional<Record.Text> givenTitle() {
        return given().findFirst();
    }

    private Stream<Record.Text> given() {
        return record().titles().stream()
                .filter(text -> Clean.line(open(text.value())).equals(title()));
    }

    /// What kind of title the release goes by, where the record says so.
    String titleType() {
        return given().flatMap(text -> Optional.ofNullable(text.type()).stream())
                .findFirst()
                .orElse("main");
    }

    /// The collection and the series that the work is part of.
    List<String> wholes() {
        Record.Series series = record().series();
        return Stream.of(said(record().collection()), series == null ? "" : said(series.title()))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// A text that may be public: without the place where the original or the library lies.
    String open(String text) {
        String safe = without(text, footage().file().toString(), "original");
        for (Companion words : footage().companions()) {
            safe = without(safe, words.file().toString(), "words delivered with it");
        }
        Path parent = footage().file().getParent();
        for (String folder : List.of(parent == null ? "/" : parent.toString(), library)) {
            safe = folder.length() > 1 ? without(safe, folder, "") : safe;
        }
        return safe;
    }

    /// A folder called `/data` must not eat the `/data/` of an address.
    private static String without(String text, String path, String instead) {
        return text.contains(path)
                ? text.replaceAll("(?<![\\w.-]|:/)" + Pattern.quote(path) + "(?![\\w-])/?", instead)
                : text;
    }

    /// The same for every text in a tree.
    JsonNode open(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode safe = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(e -> safe.set(e.getKey(), open(e.getValue())));
                yield safe;
            }
            case ArrayNode array -> {
                ArrayNode safe = JsonNodeFactory.instance.arrayNode();
                array.forEach(e -> safe.add(open(e)));
                yield safe;
            }
            default ->
                    tree.isTextual()
                            ? JsonNodeFactory.instance.textNode(open(tree.textValue()))
                            : tree;
        };
    }
}
