package v2v.intake.xml;

/// Why a document can not be read.
public final class XmlFault extends Exception {
    private static final long serialVersionUID = 1;

    /// What a person has to think of it.
    public enum Kind {
        /// It has a DOCTYPE or an entity, which could fetch other files or grow without end.
        ENTITY,
        /// It is not well-formed XML.
        MALFORMED,
        /// It is larger than any record, in one of its parts.
        TOO_LARGE
    }

    private final Kind kind;
    private final int line;
    private final int column;

    XmlFault(Kind kind, int line, int column, String what) {
        super(what);
        this.kind = kind;
        this.line = line;
        this.column = column;
    }

    public Kind kind() {
        return kind;
    }

    /// `line 3, column 7`; empty when it is not known.
    public String where() {
        return line < 1 ? "" : "line %d, column %d".formatted(line, column);
    }

    /// What is wrong, one clause.
    public String what() {
        return String.valueOf(getMessage());
    }
}
