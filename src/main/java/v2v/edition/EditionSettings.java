package v2v.edition;

import v2v.item.Settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// What an operator decides about the static catalogue.
///
/// @param publisher who publishes, in words; empty when nobody said
/// @param url `catalogue.url`: where the catalogue is on the web, ending in `/`; empty for nowhere
/// @param places `catalogue.mirrors`: other places where newer editions may be found: URLs of
///   catalogues, or the magnet link of a key (BEP 46)
/// @param at `catalogue.at`: when in the night it is written, by this machine's clock
/// @param keep `catalogue.keep`: editions that stay on the disk and are seeded, 3 by default
public record EditionSettings(
        String publisher, String url, List<String> places, int keep, LocalTime at) {
    public EditionSettings {
        places = List.copyOf(places);
    }

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static EditionSettings read(Settings settings) {
        String url = url(settings, "catalogue.url", settings.text("catalogue.url", ""));
        List<String> places = new ArrayList<>();
        for (String place : settings.list("catalogue.mirrors")) {
            places.add(url(settings, "catalogue.mirrors", place));
        }
        return new EditionSettings(
                settings.text("publisher.name", ""),
                url,
                places,
                settings.integer("catalogue.keep", 3, 1, 1000),
                at(settings));
    }

    private static LocalTime at(Settings settings) {
        String text = settings.text("catalogue.at", "03:30");
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw settings.bad("catalogue.at", "expected a time such as 03:30, found: " + text);
        }
    }

    private static String url(Settings settings, String key, String text) {
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return text.endsWith("/") ? text : text + "/";
            }
        } catch (URISyntaxException e) {
            throw settings.bad(key, "expected a URL (http, https), found: " + text);
        }
        throw settings.bad(key, "expected a URL (http, https), found: " + text);
    }

    /// With one more place, after all others.
    public EditionSettings also(String place) {
        List<String> all = new ArrayList<>(places);
        all.add(place);
        return new EditionSettings(publisher, url, all, keep, at);
    }

    /// The catalogue's own address first.
    List<String> everywhere() {
        List<String> all = new ArrayList<>();
        if (!url.isEmpty()) {
            all.add(url);
        }
        all.addAll(places);
        return List.copyOf(all);
    }
}
