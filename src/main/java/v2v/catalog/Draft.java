package v2v.catalog;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.jspecify.annotations.Nullable;

import v2v.item.Record;

import java.util.LinkedHashSet;
import java.util.Set;

/// An index card while it is being written: knows how each kind of field is put down.
final class Draft {
    /// No language, as BCP 47 says it: for names and numbers.
    static final String NONE = "zxx";

    private final Document document = new Document();
    private final StringBuilder body = new StringBuilder();
    private final Set<String> languages = new LinkedHashSet<>();
    private final Record record;

    Draft(Record record) {
        this.record = record;
    }

    Document document() {
        return document;
    }

    /// What snippets are cut from, a line for each thing that is said.
    String body() {
        return body.toString();
    }

    /// By whose grammars the work was read.
    String languages() {
        return String.join(" ", languages);
    }

    /// Findable in its own field and in the whole.
    void prose(Field field, String text, @Nullable String language) {
        String clean = Clean.prose(text);
        for (String known : readBy(language)) {
            words(field, known, clean);
        }
        words(field, Reading.ALL, clean);
    }

    /// Prose that snippets show as well.
    void told(Field field, String text, @Nullable String language) {
        prose(field, text, language);
        line(text);
    }

    void name(Field field, String text) {
        words(field, Reading.ALL, Clean.prose(text));
        line(text);
    }

    void keyed(Field field, String value) {
        exact(field.word(), field.key(value));
    }

    void exact(String field, String value) {
        if (!value.isEmpty()) {
            document.add(new StringField(field, value, Store.NO));
        }
    }

    void store(String field, String value) {
        document.add(new StoredField(field, value));
    }

    private void words(Field field, String language, String text) {
        document.add(new TextField(Reading.field(field.word(), language), text, Store.NO));
        if (field != Field.TEXT) {
            words(Field.TEXT, language, text);
        }
    }

    private void line(String text) {
        String line = Clean.line(text);
        if (!line.isEmpty()) {
            body.append(line).append('\n');
        }
    }

    /// The grammars to read a text by: its own language, else that of the records, else the usual
    /// four and whatever is spoken.
    private Set<String> readBy(@Nullable String declared) {
        Set<String> read = new LinkedHashSet<>();
        if (declared != null) {
            read.add(Languages.primary(declared));
        } else {
            record.language("metadata").map(Languages::primary).ifPresent(read::add);
        }
        if (read.isEmpty()) {
            record.language("audio").map(Languages::primary).ifPresent(read::add);
            read.addAll(Languages.USUAL);
        }
        read.removeIf(l -> !Languages.known(l));
        languages.addAll(read);
        return read;
    }
}
