package v2v.rights;

import v2v.item.Settings;
import v2v.rights.rule.Policy;
import v2v.rights.rule.Rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the house has decided about rights; keys of `pipelines/v2v.properties`.
///
/// @param policy how grave it finds what the rules find
/// @param publisher the name in the PUBLISHER tag; empty for none
public record RightsSettings(Policy policy, String publisher) {
    private static final String ENDING = ".properties";

    /// Reads `rights.policy`, `rights.allow-no-copyright-statements` and `publisher.name`.
    ///
    /// @param policies the folder that the policy lies in
    public static RightsSettings read(Settings settings, Path policies) throws IOException {
        String name = settings.text("rights.policy", "simple");
        Path file = policies.resolve(name + ENDING);
        if (!name.matches("[A-Za-z0-9_-]+") || !Files.exists(file)) {
            throw settings.bad(
                    "rights.policy",
                    "there is no policy '" + name + "' in " + policies + "; " + names(policies));
        }
        boolean accepted = yes(settings, "rights.allow-no-copyright-statements", "no");
        return new RightsSettings(
                Policy.read(file, Rules.all(accepted)), settings.text("publisher.name", ""));
    }

    private static String names(Path policies) throws IOException {
        if (!Files.isDirectory(policies)) {
            return "the folder is missing";
        }
        try (var files = Files.list(policies)) {
            return "there are "
                    + String.join(
                            ", ",
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> file.endsWith(ENDING))
                                    .map(file -> file.replace(ENDING, ""))
                                    .sorted()
                                    .toList());
        }
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
