package v2v.release;

import v2v.item.Settings;

/// Who releases: named in every document, once the operator has said it.
///
/// @param name empty when nobody said
/// @param url empty when nobody said
public record Publisher(String name, String url) {
    /// Reads `publisher.name` and `publisher.url`.
    public static Publisher read(Settings settings) {
        String url = settings.text("publisher.url", "");
        if (!url.isEmpty() && !url.startsWith("https://") && !url.startsWith("http://")) {
            throw settings.bad("publisher.url", "expected an http or https address, found: " + url);
        }
        return new Publisher(settings.text("publisher.name", ""), url);
    }

    /// Nobody in particular.
    public static Publisher unnamed() {
        return new Publisher("", "");
    }
}
