/// Say whether and how a work may be released, in the file and beside it.
///
/// A release into a swarm can not be called back. So this room never guesses: a work leaves it with
/// one licence that somebody wrote down, with a name to credit where the licence asks for one, and
/// with no rule against it; or it leaves with a [v2v.item.Refusal] that names the file and says
/// what to do.
///
/// ## The book
///
/// [Licenses] knows the 639 legal tools of Creative Commons by their canonical URL. The list is
/// their own (`config/cc-legal-tools.csv` of `creativecommons/cc-legal-tools-data`, CC0), kept as
/// published. SPDX names only 55 of them and is no key. [LicenseAddress] reads addresses, [Phrases]
/// brings names down to a few words, [Reading] takes those apart, [Wording] finds what they fit. A
/// word that is not known to stand around a licence ("schools only", "or", "except") makes the line
/// ambiguous: there is no list of dangerous words, only one of harmless ones. "CC BY" could be five
/// licences and is refused with their names; [Nearest] is only ever shown.
///
/// ## The gate
///
/// The rules live in [v2v.rights.rule], one small class each. [Rights] asks them: `clear` before
/// hours of encoding, `ask` at the second of release, `review` for a row of a delivery whose
/// footage nobody has looked into. Everything that is wrong is said at once, the licence first;
/// what is only a remark goes along in the clearance. An end date, a territory, an open clearance
/// of somebody else's right are refusals, not warnings, because peers can keep none of them. An
/// embargo never refuses: the work is made ready and waits, and `embargo` says until when.
///
/// How grave a finding is, a house says in its [v2v.rights.rule.Policy], a file of
/// `pipelines/policies`. What decides whether there is a licence to pass the work on, none may
/// loosen.
///
/// A part under a Creative Commons licence (music, clips) must allow what the whole is released
/// under. Retired tools are recognised: works under them are under them for good, and no new work
/// comes under them.
///
/// ## The marks
///
/// [Marks] writes the tags that go into the media file, [Xmp] the packet for images (it alone
/// imports XMPCore), [Slug] the folder's name. Creative Commons advises for peer-to-peer networks
/// that a file carries a link to a statement, because a tag can be false: ours points to the page
/// of the release, which is hashed and signed.
///
/// ## How to add a rule
///
/// | change | where | why there |
/// |---|---|---|
/// | its code | a constant in `v2v.item.Refusal.Code` | it is what `--json` says |
/// | the rule | a class in [v2v.rights.rule], its place in `Rules.all` | so it is asked at all times |
/// | how grave it is | a line in both files of `pipelines/policies` | a house may think otherwise |
/// | the proof | rows in `cases.txt` of `RulesTest` | it holds the sentence word for word |
/// | another way to write a licence | a row in [Phrases] | never in [Wording]: no guess |
/// | a newer list | the CSV; `LicensesTest` counts it | it runs every form of every tool |
@NullMarked
package v2v.rights;

import org.jspecify.annotations.NullMarked;
