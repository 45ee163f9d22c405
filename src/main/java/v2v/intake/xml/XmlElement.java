package v2v.intake.xml;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An element of a record, with what is in it.
public final class XmlElement {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private static final int SHORT = 1024;

    private final @Nullable XmlElement parent;
    private final String name;
    private final String local;
    private final String namespace;
    private final int ordinal;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /// How many children of each name there were, also of those that were not kept.
    private final Map<String, Integer> counts = new HashMap<>();

    XmlElement(@Nullable XmlElement parent, String prefix, String local, String namespace) {
        this.parent = parent;
        this.name = prefix.isEmpty() ? local : prefix + ":" + local;
        this.local = local;
        this.namespace = namespace;
        this.ordinal = parent == null ? 1 : parent.counts.merge(name, 1, Integer::sum);
    }

    void attribute(String space, String key, String value) {
        attributes.put(space.equals(XML) ? "xml:" + key : key, value);
    }

    /// An element that is only passed through stays in memory as long as what is in it.
    void forgetLong() {
        attributes.values().removeIf(value -> value.length() > SHORT);
    }

    void add(XmlElement child) {
        children.add(child);
    }

    void add(String more) {
        text.append(more);
    }

    int length() {
        return text.length();
    }

    @Nullable XmlElement parent() {
        return parent;
    }

    /// Without its prefix.
    public String local() {
        return local;
    }

    /// Empty when it has none.
    public String namespace() {
        return namespace;
    }

    public boolean is(String wanted) {
        return local.equals(wanted);
    }

    /// The nearest element around it that has this name.
    public Optional<XmlElement> around(String wanted) {
        XmlElement at = parent;
        while (at != null && !at.is(wanted)) {
            at = at.parent;
        }
        return Optional.ofNullable(at);
    }

    /// Whether no element is around it.
    public boolean root() {
        return parent == null;
    }

    /// The value of an attribute, without the blanks around it; none when it is absent or blank.
    public Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /// Attributes by local name, `xml:lang` with its prefix.
    public Map<String, String> attributes() {
        return attributes;
    }

    public List<XmlElement> children() {
        return children;
    }

    /// The children with one of these local names, in their order.
    public List<XmlElement> children(String... names) {
        List<String> wanted = List.of(names);
        return children.stream().filter(c -> wanted.contains(c.local)).toList();
    }

    public Optional<XmlElement> child(String wanted) {
        return children.stream().filter(c -> c.is(wanted)).findFirst();
    }

    /// Its own text, without the blanks around it.
    public String text() {
        return text.toString().strip();
    }

    /// Its own text in one line, as titles and names are.
    public String line() {
        return text().replaceAll("\\s*\\R\\s*", " ");
    }

    /// All text in it, in one line.
    public String allText() {
        return String.join(" ", all().map(XmlElement::line).filter(t -> !t.isEmpty()).toList());
    }

    /// Itself and everything in it.
    public Stream<XmlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
    }

    /// The language that it or an element around it gives; null when none does.
    public @Nullable String lang() {
        for (XmlElement at = this; at != null; at = at.parent) {
            String said = at.attributes.getOrDefault("xml:lang", at.attributes.get("lang"));
            if (said != null && !said.isBlank()) {
                return said.strip();
            }
        }
        return null;
    }

    /// Its place as an XPath: `/pbcoreDescriptionDocument/pbcoreTitle[2]`.
    public String path() {
        String around = parent == null ? "" : parent.path();
        boolean one = parent == null || parent.counts.getOrDefault(name, 1) == 1;
        return around + "/" + name + (one ? "" : "[" + ordinal + "]");
    }

    @Override
    public String toString() {
        return path();
    }
}
