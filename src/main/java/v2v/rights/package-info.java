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
/// Retired tools are recognised: works under them are under them for good. Two kinds are refused:
/// sampling 1.0 lets nobody pass the whole work on, and devnations 2.0 leaves out half the world.
///
/// ## The gate
///
/// [Gate] holds the rules, [Rights] asks it twice: before hours of encoding and at the second of
/// release. An end date, a territory, an open clearance of somebody else's right are refusals, not
/// warnings, because peers can keep none of them. A part under a Creative Commons licence (music,
/// clips) must allow what the whole is released under.
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
/// | a new sentence of refusal | a constant in `v2v.item.Refusal.Code` | it is what `--json` says |
/// | the rule | one method in [Gate], called in `ask` | so it is asked at both times |
/// | a choice for the house | a component of [RightsSettings] | it checks itself, with its line |
/// | another way to write a licence | a row in [Phrases] | never in [Wording]: no guess |
/// | a newer list | the CSV; `LicensesTest` counts it | it runs every form of every tool |
/// | the proof | a row in `RightsTest.theGateStaysShut` | it holds the sentence word for word |
@NullMarked
package v2v.rights;

import org.jspecify.annotations.NullMarked;
