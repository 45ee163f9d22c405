package v2v.catalog;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.LongRange;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.ItemId;
import v2v.item.Record;
import v2v.item.Release;
import v2v.item.Released;

import java.io.IOException;
import java.util.List;

/// The index card of one work.
final class Card {
    static final String KEY = "key";
    static final String STATE = "state";
    static final String RELEASED = "released";
    static final String AT = "at";
    private static final String PENDING = "pending";
    private static final FacetsConfig DIVISIONS = Division.config();

    private final Clearance clearance;
    private final Draft draft;

    private Card(Release release) {
        this.clearance = release.renditions().clearance();
        this.draft = new Draft(clearance.record());
    }

    /// The card that no search shows yet.
    static Document pending(Release release) throws IOException {
        return new Card(release).filled(null);
    }

    static Document released(Published work) throws IOException {
        return new Card(work.release()).filled(work.released());
    }

    /// A released work and the corrected version that is on its way may lie here side by side.
    static Term pendingKey(ItemId id) {
        return new Term(KEY, id.value() + "/" + PENDING);
    }

    static Term releasedKey(ItemId id) {
        return new Term(KEY, id.value() + "/" + RELEASED);
    }

    private Document filled(@Nullable Released released) throws IOException {
        ItemId id = clearance.inspection().footage().id();
        draft.exact(KEY, (released == null ? pendingKey(id) : releasedKey(id)).text());
        draft.exact(STATE, released == null ? PENDING : RELEASED);
        said();
        named();
        belongs();
        identified(id);
        dated();
        licensed();
        if (released != null) {
            out(released);
        }
        shown(id);
        return DIVISIONS.build(draft.document());
    }

    private void said() {
        Record record = clearance.record();
        draft.prose(Field.TITLE, clearance.title(), null);
        record.titles().forEach(t -> draft.prose(Field.TITLE, t.value(), t.lang()));
        record.descriptions().forEach(d -> draft.told(Field.DESCRIPTION, d.value(), d.lang()));
        record.subjects().forEach(s -> draft.told(Field.SUBJECT, s.label(), s.lang()));
        record.segments().forEach(s -> draft.told(Field.TEXT, s.title(), null));
    }

    private void named() {
        Record record = clearance.record();
        record.genres().forEach(g -> draft.name(Field.GENRE, g.label()));
        record.people().forEach(p -> draft.name(Field.PERSON, p.name()));
        record.organisations().forEach(o -> draft.name(Field.ORGANISATION, o.name()));
        record.places().forEach(p -> draft.name(Field.PLACE, p.name()));
        draft.prose(Field.TEXT, clearance.attribution(), Draft.NONE);
    }

    private void belongs() {
        Record record = clearance.record();
        if (record.period() != null) {
            draft.told(Field.TEXT, record.period(), null);
        }
        if (record.series() != null) {
            draft.name(Field.SERIES, record.series().title());
        }
        if (record.collection() != null) {
            draft.name(Field.COLLECTION, record.collection());
            Division.COLLECTION.count(draft.document(), record.collection());
        }
    }

    private void identified(ItemId id) {
        Record record = clearance.record();
        draft.keyed(Field.ID, id.value());
        draft.keyed(Field.ID, clearance.inspection().footage().sha256().hex());
        for (Record.LocalId local : record.localIds()) {
            if (isPath(local.value())) {
                continue; // it would tell the world how somebody's disks are arranged
            }
            draft.keyed(Field.ID, local.value());
            draft.prose(Field.TEXT, local.value(), Draft.NONE);
        }
        List<String> tags = record.languages().stream().map(Record.Language::tag).toList();
        tags.forEach(t -> draft.keyed(Field.LANGUAGE, t));
        for (String language : tags.stream().map(Languages::primary).distinct().toList()) {
            draft.keyed(Field.LANGUAGE, language);
            Division.LANGUAGE.count(draft.document(), language);
        }
    }

    private static boolean isPath(String value) {
        return value.matches("(?s)(/|\\\\|file:|[A-Za-z]:[/\\\\]).*");
    }

    private void dated() {
        Document document = draft.document();
        List<Edtf> dates = Dates.of(clearance.record());
        for (Edtf date : dates) {
            long[] from = {date.from()};
            long[] to = {date.to()};
            document.add(new LongRange(Field.DATE.word(), from, to));
        }
        Division.times(document, dates);
        draft.store("year", dates.isEmpty() ? "" : dates.getFirst().text());
        long minutes = clearance.inspection().decode().duration().toMinutes();
        document.add(new LongPoint(Field.MINUTES.word(), minutes));
    }

    private void licensed() {
        Licenses.names(clearance.license()).forEach(n -> draft.keyed(Field.LICENSE, n));
        Division.LICENSE.count(draft.document(), clearance.license().identifier());
        for (String name : Licenses.classes(clearance.license())) {
            Division.CLASS.count(draft.document(), name);
        }
    }

    private void out(Released released) {
        draft.keyed(Field.ID, released.swarm());
        String v2 = released.infohashV2();
        if (v2 != null) {
            draft.keyed(Field.ID, v2);
        }
        draft.document().add(new NumericDocValuesField(AT, released.at().toEpochMilli()));
        draft.store("magnet", released.magnet());
        draft.store("folder", released.folder());
    }

    private void shown(ItemId id) {
        draft.store("id", id.value());
        draft.store("title", Clean.line(clearance.title()));
        draft.store("license", clearance.license().identifier());
        draft.store("body", draft.body());
        draft.store("languages", draft.languages());
    }
}
