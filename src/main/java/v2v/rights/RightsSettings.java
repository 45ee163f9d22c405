package v2v.rights;

import v2v.item.Settings;

/// What the house has decided about rights; keys of `pipelines/v2v.properties`.
///
/// @param titleFromFileName whether a work without a title may take the name of its file
/// @param askThirdParties whether a work may only go out once somebody has listed the rights of
///   others in it (`thirdPartyDeclared` in its record)
/// @param allowNoCopyright whether a statement "no copyright" (rightsstatements.org NoC-*) may
///   stand beside a licence
/// @param publisher the name in the PUBLISHER tag; empty for none
public record RightsSettings(
        boolean titleFromFileName,
        boolean askThirdParties,
        boolean allowNoCopyright,
        String publisher) {
    /// Reads `rights.title-from-file-name`, `rights.ask-third-parties`,
    /// `rights.allow-no-copyright-statements` and `publisher.name`.
    public static RightsSettings read(Settings settings) {
        return new RightsSettings(
                yes(settings, "rights.title-from-file-name", "yes"),
                yes(settings, "rights.ask-third-parties", "no"),
                yes(settings, "rights.allow-no-copyright-statements", "no"),
                settings.text("publisher.name", ""));
    }

    private static boolean yes(Settings settings, String key, String standard) {
        String text = settings.text(key, standard);
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw settings.bad(key, "expected yes or no, found: " + text);
        };
    }
}
