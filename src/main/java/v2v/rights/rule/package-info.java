/// The rules of the gate, one small class each: its code, its sentence, what to do about it.
///
/// A [v2v.rights.rule.Rule] looks at a [v2v.rights.rule.Case] (a work, or a row of a delivery
/// without footage) and says all that it finds. [v2v.rights.rule.Rules] is their order: the licence
/// first. [v2v.rights.rule.Policy] says how grave each is to a house. What the words for a licence
/// mean comes from outside, by a [v2v.rights.rule.Book], as an [v2v.rights.rule.Answer].
///
/// ## What no policy may change
///
/// Whether there is a licence, exactly one, that lets everybody everywhere pass the work on for
/// ever; whom to credit where it asks for that; what the licence of the work or of a part forbids
/// to do with it; whether an owner of a part or a person in it has said no, or not yet yes; whether
/// access is restricted; that an embargo holds. A copy that is out in the swarm can be limited
/// neither in time nor in place.
///
/// ## Three that need thought
///
/// [v2v.rights.rule.LicenseRetired]: papers and dates tell a work that is under an old licence from
/// one that somebody wants to put under it now. [v2v.rights.rule.NdAdaptation]: the plan of the
/// profile says which step adapts; who holds the rights may adapt, and where nobody says the role,
/// only a licence that was typed and stands nowhere else speaks for him.
/// [v2v.rights.rule.SaIncompatible]: a table, for share alike is a matter of letters and versions.
///
/// [v2v.rights.rule.EmbargoActive] never refuses: a work under embargo is made ready and waits
/// before the gate. Overlapping subtitles, and subtitles after the end, are not judged here: the
/// cues stay in the media room.
///
/// ## How to add one
///
/// A class beside the others, its place in `Rules.all`, a line in both shipped policies unless it
/// is fixed, and rows in `src/test/resources/v2v/rights/rule/cases.txt`: at least one that trips
/// it, and one that just does not. `RulesTest` fails without them.
@NullMarked
package v2v.rights.rule;

import org.jspecify.annotations.NullMarked;
