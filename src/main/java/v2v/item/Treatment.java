package v2v.item;

import java.util.List;

/// What will be done to a work on its way to the public, step by step, decided before anything is
/// run. The rights read it: a licence without derivatives allows what is technically needed to
/// bring a work into another medium, and nothing that adapts it (CC BY-ND 4.0, section 2(a)(4)).
///
/// @param profile that the order asks for
public record Treatment(String profile, List<Act> acts) {
    /// Nothing is planned: for works of earlier versions, and for tests.
    public static final Treatment NONE = new Treatment("", List.of());

    /// What an act does to the work.
    public enum Nature {
        /// Another form of the same work: another codec, size, rate, level.
        TECHNICAL,
        /// The work itself is another: parts left out, dynamics changed.
        ADAPTIVE
    }

    /// One step.
    ///
    /// @param output which of the files it concerns: access, compatible, master, ...
    /// @param what is done, in a person's words
    /// @param why it is done
    public record Act(Nature nature, String output, String what, String why) {}

    /// The steps that make another work of it.
    public List<Act> adaptive() {
        return acts.stream().filter(act -> act.nature() == Nature.ADAPTIVE).toList();
    }
}
