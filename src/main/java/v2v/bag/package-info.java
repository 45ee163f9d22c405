/// Keep originals and masters for good, and prove byte by byte that they are still what they were.
///
/// The form is BagIt 1.0 (RFC 8493): folders and lists that any archive reads without V2V, and that
/// `sha256sum -c manifest-sha256.txt` checks. Reader and writer are our own, on the JDK alone.
///
/// | file | holds |
/// |---|---|
/// | `data/original/` | the original under its own name, and the files of words that came with it |
/// | `data/master/` | the lossless copy and its frame hashes, where the profile makes them |
/// | `data/metadata/` | what the release says of the work, and the inspection's report |
/// | `manifest-sha512.txt`, `manifest-sha256.txt` | each file of `data/`, in both |
/// | `tagmanifest-…` | the files that are not in `data/` |
///
/// ## What holds
///
/// - **The copy is the original.** The bytes in the bag have the SHA-256 that the original had when
///   it was accepted, else there is no bag. A refusal says whether the original has changed since.
/// - **What is under `masters/` is whole.** A bag is built in `work/`, forced to the disk, read
///   back by the validator, and only then renamed ([v2v.bag.Bags]). A full disk leaves nothing
///   there.
/// - **There is always a valid bag.** A later one replaces the one before by three renames
///   ([v2v.bag.Swap]); after a kill between any two of them either bag is still whole, and
///   [v2v.bag.Bags#settle] ends what was begun.
/// - **Nothing in a bag is opened by the name that a list gives.** Lists of strangers are compared
///   with the names that a walk through the folder found, links not followed: a path that leaves
///   the bag can only be refused, never read ([v2v.bag.Comparison]).
/// - **Each file is read once**, in blocks, for all its digests. Memory grows with the number of
///   files, not with their size. A file that can not be read is a finding, not the end of the
///   check.
///
/// ## Where we are more lenient than the letter
///
/// BagIt 0.93 to 0.97 are read by the rules of 0.97. A listed name that is there in another case or
/// another Unicode form, with the right bytes, is a warning: bags cross file systems. `*` before a
/// name (md5sum's mark) and `./` are warnings. A file that is only in `fetch.txt` makes the bag
/// incomplete; nothing is ever fetched.
///
/// The original is always copied again into a later bag, never linked to the one before: a damaged
/// block must not be inherited. The master is linked from `work/`, where nobody else has it.
///
/// ## Bags of others
///
/// Footage may come in a bag. [v2v.bag.Deliveries] looks through it once (lists, names, links,
/// descriptions; not the payload's bytes) and remembers that until its lists change; each file is
/// compared with its line when it is accepted. With a list of SHA-256 that costs nothing; with MD5
/// or SHA-512 alone the file is read once more.
///
/// ## How to add
///
/// | change | where |
/// |---|---|
/// | an algorithm | a constant of [v2v.bag.Algorithm], if the JDK has it |
/// | a file in the bag | [v2v.bag.Contents] |
/// | a line of `bag-info.txt` | [v2v.bag.Bags] |
/// | a rule of the validator | [v2v.bag.BagCheck] for the bag, [v2v.bag.Comparison] for its files |
/// | the proof | `ConformanceTest`: every case of the Library of Congress' suite, with its sentence |
@NullMarked
package v2v.bag;

import org.jspecify.annotations.NullMarked;
