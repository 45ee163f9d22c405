package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-103: the words could mean several legal tools, or say more than one of them.
final class LicenseAmbiguous implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.LICENSE_AMBIGUOUS;
    }

    @Override
    public List<Finding> check(Case work) {
        return switch (work.license()) {
            case Answer.Several(String said, List<License> tools) ->
                    finding(
                            Shown.quoted(said) + " could mean " + Shown.either(Shown.names(tools)),
                            choose(tools),
                            work.place("rights.license"));
            case Answer.More(String said, List<License> tools, List<String> strange) ->
                    finding(
                            Shown.quoted(said)
                                    + " says more than "
                                    + Shown.either(Shown.names(tools))
                                    + ": "
                                    + Shown.text(String.join(" ", strange)),
                            choose(tools),
                            work.place("rights.license"));
            case Answer.One _,
                    Answer.Silence _,
                    Answer.Statement _,
                    Answer.Unknown _,
                    Answer.Bounded _ ->
                    List.of();
        };
    }

    /// The example is one of those that the words could mean: any other would only confuse.
    private static String choose(List<License> tools) {
        return "choose one in the record or after --license, for instance --license \""
                + tools.getFirst().identifier()
                + "\", then order it again";
    }
}
