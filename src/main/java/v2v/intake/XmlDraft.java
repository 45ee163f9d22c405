package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.intake.xml.XmlElement;
import v2v.item.Record;
import v2v.item.Record.LocalId;
import v2v.item.Record.Organisation;
import v2v.item.Record.Person;
import v2v.item.Record.Place;
import v2v.item.Record.Provenance;
import v2v.item.Record.Relation;
import v2v.item.Record.Term;
import v2v.item.Record.Unread;

import java.util.Map;
import java.util.Optional;

/// A draft that is filled from the elements of a document: each value with its XPath.
final class XmlDraft {
    /// Long enough to see what it was, short enough for a line of a report.
    private static final int SHOWN = 500;

    private final SourceText source;
    private final Draft draft = new Draft();

    XmlDraft(SourceText source) {
        this.source = source;
    }

    Record record() {
        return draft.record();
    }

    boolean hasTitle() {
        return draft.hasTitle();
    }

    void take(Record other) {
        draft.take(other);
    }

    /// What an element says in its own text.
    void say(Word word, @Nullable String detail, XmlElement element) {
        boolean prose = word == Word.DESCRIPTION || word == Word.NOTE || word == Word.RIGHTS;
        say(word, detail, element, prose ? element.text() : element.line());
    }

    void say(Word word, @Nullable String detail, XmlElement element, String value) {
        draft.say(
                new Said(new Meaning(word, detail, lang(element)), value, source, element.path()));
    }

    /// The language of the words in an element; null when nobody said, or nobody knows it.
    private static @Nullable String lang(XmlElement element) {
        String said = element.lang();
        if (said == null) {
            // PBCore has no place for it: so its documents of our releases say it
            said =
                    element.attribute("annotation")
                            .filter(note -> note.startsWith("language: "))
                            .map(note -> note.substring("language: ".length()))
                            .orElse(null);
        }
        return said == null || said.equals("und") ? null : Languages.tag(said).orElse(null);
    }

    void note(String kind, XmlElement element) {
        String text = element.text();
        if (!text.isEmpty()) {
            say(Word.NOTE, null, element, kind + ": " + text);
        }
    }

    /// A genre or a subject; never split, for "History; Oral" may be one heading.
    void term(Word word, XmlElement element, String label, @Nullable String uri) {
        if (!label.isEmpty()) {
            draft.term(word, new Term(label, lang(element), uri));
            prove(word.field(), element, label);
        }
    }

    void person(XmlElement element, String name, @Nullable String role, @Nullable String uri) {
        if (!name.isEmpty()) {
            draft.person(new Person(name, role, uri));
            prove(Word.PERSON.field(), element, name);
        }
    }

    void organisation(
            XmlElement element, String name, @Nullable String role, @Nullable String uri) {
        if (!name.isEmpty()) {
            draft.organisation(new Organisation(name, role, uri));
            prove(Word.ORGANISATION.field(), element, name);
        }
    }

    void place(XmlElement element, String name, @Nullable String uri) {
        if (!name.isEmpty()) {
            draft.place(new Place(name, uri));
            prove(Word.PLACE.field(), element, name);
        }
    }

    /// @param system whose identifier it is; without one the document's name stands for it
    void identifier(XmlElement element, Optional<String> system) {
        if (!element.line().isEmpty()) {
            draft.identifier(new LocalId(system.orElse(source.name()), element.line()));
            prove(Word.IDENTIFIER.field(), element, element.line());
        }
    }

    void relation(XmlElement element, String type, String id) {
        if (!id.isEmpty()) {
            draft.relation(new Relation(type, id));
            prove("relations", element, id);
        }
    }

    void segment(XmlElement element, long start, long end, String title) {
        draft.segment(new Record.Segment(start, end, title));
        prove("segments", element, title);
    }

    /// Words that may forbid something and that nobody can read as a rule: a person must.
    void restrict(XmlElement element, String value) {
        if (!value.isEmpty()) {
            draft.say(
                    new Said(new Meaning(Word.ACCESS, null, null), value, source, element.path()));
        }
    }

    void prove(String field, XmlElement element, String value) {
        draft.prove(new Provenance(field, source.name(), element.path(), value));
    }

    /// An element that has no meaning here. One that may forbid something is a restriction.
    void unknown(XmlElement element) {
        String value = element.allText();
        Map<String, String> attributes = element.attributes();
        if (value.isEmpty() && !attributes.isEmpty()) {
            value = attributes.toString();
        }
        if (Words.couldRestrict(element.local())) {
            restrict(element, element.local() + ": " + value);
        } else {
            unread("", element, value, "write it in another element, or take it out");
        }
    }

    void unread(String field, XmlElement element, String value, String advice) {
        if (!value.isEmpty()) {
            String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
            draft.leave(new Unread(field, source.name(), element.path(), shown, advice));
        }
    }
}
