package v2v.intake;

import java.util.function.BiConsumer;

/// The words of a record, and how each fills the draft. Its field is the name that provenance uses.
@SuppressWarnings("ImmutableEnumChecker") // the method references hold nothing
enum Word {
    /// Says which file a row is about; it is not a fact about the work.
    FILE("", false, (draft, said) -> {}),
    /// What the vendor measured of the file; intake compares it.
    CHECKSUM("checksum", false, (draft, said) -> {}),
    TITLE("titles", false, Draft::title),
    DESCRIPTION("descriptions", false, Draft::description),
    NOTE("notes", false, (draft, said) -> draft.note(said.value())),
    TYPE("assetType", false, Draft::single),
    GENRE("genres", true, Draft::genre),
    SUBJECT("subjects", true, Draft::subject),
    PERSON("people", true, Draft::person),
    ORGANISATION("organisations", true, Draft::organisation),
    DATE("dates", false, Draft::date),
    PLACE("places", true, Draft::place),
    PERIOD("period", false, Draft::single),
    COLLECTION("collection", false, Draft::single),
    SERIES("series.title", false, Draft::single),
    NUMBER("series.number", false, Draft::single),
    LANGUAGE("languages", true, Draft::language),
    IDENTIFIER("localIds", false, Draft::identifier),
    BATCH("batchId", false, Draft::single),
    LICENSE("rights.license", false, Draft::single),
    /// The free field of Dublin Core: a licence in some archives, a sentence in others.
    RIGHTS("rights.rightsStatement", false, Draft::rights),
    ATTRIBUTION("rights.attributionName", false, Draft::single),
    ATTRIBUTION_URL("rights.attributionUrl", false, Draft::single),
    HOLDER("rights.holders", true, Draft::holder),
    COPYRIGHT("rights.copyrightNotice", false, Draft::single),
    ROLE("rights.role", false, Draft::single),
    TERRITORY("rights.territory", false, Draft::territory),
    EMBARGO("rights.embargoUntil", false, Draft::embargo),
    EXPIRES("rights.expires", false, Draft::single),
    PD_BASIS("rights.publicDomainBasis", false, Draft::single),
    ACCESS("rights.accessRestriction", false, Draft::restrict),
    PUBLICATION("rights.publication", false, Draft::single),
    THIRD_PARTY("clearances", true, Draft::thirdParty);

    private final String field;
    private final boolean many;
    private final BiConsumer<Draft, Said> filling;

    Word(String field, boolean many, BiConsumer<Draft, Said> filling) {
        this.field = field;
        this.many = many;
        this.filling = filling;
    }

    String field() {
        return field;
    }

    /// Whether one cell may hold several values, parted by `;` or `|`. Never by a comma: "Doe,
    /// Jane" is one person and "Paris, France" one place.
    boolean many() {
        return many;
    }

    void fill(Draft draft, Said said) {
        filling.accept(draft, said);
    }
}
