/// Look inside footage, plan, transcode to open formats, prove the result plays.
///
/// ## What this room promises
///
/// - An original is only read. Its path, name and embedded metadata (places, people, serial
///   numbers, timecode) do not reach the released files or the recorded command, in which it is
///   `<original>`.
/// - What the file says of itself (tags, the `bext` chunk, UMIDs) is kept with the inspection, as a
///   claim with its place ([v2v.media.Embedded]); it is never published as such.
/// - Nothing is believed before it was decoded: every frame of the original, once, and every frame
///   of what was made of it. The encoder's exit status proves nothing.
/// - A released file has its name only after it was proved and is safe on the disk. A second
///   attempt keeps what the first one finished ([v2v.media.Workbench]): proved files, the lossless
///   copy, each encoded piece of a film, each measurement of a search.
/// - A refusal says what is wrong, with which file, and what to do ([v2v.media.Verdict]). An
///   `IOException` means that the machine was at fault.
///
/// ## Isolation
///
/// No decoder runs in this process: JavaCPP only unpacks the bundled programs
/// ([v2v.media.Bundled]). Every run is a child ([v2v.media.Child]) with `setpriv --pdeathsig KILL`,
/// forked and awaited by one platform thread because the death signal follows the forking thread; a
/// bare environment; no standard input; both outputs drained; a watchdog on real progress; an
/// interrupt kills it.
///
/// - Folder: a private one in the library's `work/`, or on the helping machine's own disk
///   ([v2v.media.Grounds]), with one link to the original, `original.mxf`, in it
///   ([v2v.media.Scratch]): names inside a file lead nowhere, and messages do not tell where the
///   archive keeps it.
/// - Opening: `file:` with an absolute path; the first look may use any container family that does
///   not open further files, every later one only the family that was found ([v2v.media.Source]). A
///   file that changes while it is read ends the run ([v2v.media.Guard]).
/// - Ending: all of its session and all that carries its mark is ended with it ([v2v.media.Brood]).
///   `--pdeathsig` is not inherited by what a child forks; so each carries library and node in its
///   environment ([v2v.media.Mark]), and the next node ends what a dead one left
///   ([v2v.media.Media#clear]).
/// - Bounds ([v2v.media.Limits], [v2v.media.Budget]): one picture, one allocation, writable memory
///   (`prlimit --data`), priority, processors. Bounds on address space are of no use (threads
///   reserve it without using it), and Linux does not enforce one on resident memory. Measured:
///   48-bit UHD JPEG 2000 decodes within 1 GB. With autogroups, niceness between sessions counts
///   only when the session's group is given it too.
/// - Log: command and error output of each run lie in the work's folder until it is published
///   ([v2v.media.Logbook]).
///
/// Pixels are judged in Java, on frames that JavaCV decodes in one more such child
/// ([v2v.media.Pixels], [v2v.media.stills]): which frame stands for the work ([v2v.media.Poster]),
/// and which part of an original is picture ([v2v.media.ActiveArea]).
///
/// ## From an original to its files
///
/// | step | where | what comes out |
/// |---|---|---|
/// | look | [v2v.media.Inspector] | one decode: what is really there ([v2v.item.Quality]) |
/// | plan | [v2v.media.Plan] | what will be done to it, as values: [v2v.media.Film] and its [v2v.media.Copy]s, [v2v.media.Programmes], [v2v.media.Lossless]; the rights read it as [v2v.item.Treatment] |
/// | keep | [v2v.media.Mastering] | FFV1 and FLAC, whose frame hashes are the original's |
/// | search | [v2v.media.QualitySearch] | the crf for a closeness in decibels, from samples |
/// | encode | [v2v.media.Filming], [v2v.media.Soundtrack] | bare pictures, piece by piece, all copies from one decode; all sound once |
/// | join | [v2v.media.Ivf], [v2v.media.Muxing] | WebM; frames are counted, not timed |
/// | prove | [v2v.media.Proof] | every frame decoded back; small pictures are made on the way |
/// | words | [v2v.media.Wording] | one WebVTT a language |
/// | read back | [v2v.media.ReadBack] | each file opened again: its licence is there, nothing private is |
///
/// ## Pieces
///
/// A film is cut only where its frames can be counted: not at a variable rate, not where 3:2
/// pull-down is undone, whose state goes on from frame to frame. Each piece ([v2v.media.Piece])
/// begins where a key frame would be, is decoded from fifteen seconds before and with four frames
/// more at either end; these are cut off again by count, and the hashes of the frames that two
/// neighbours have in common must agree. Where they do not (a container that can not be entered in
/// the middle), all pieces are made again from the start of the file. A piece is a file of bare
/// frames, so that putting them together can leave no gap and round no time. Sound is never cut.
///
/// ## Parts
///
/// What is long can be made by several machines that see the library and the original
/// ([v2v.media.Media#shared], [v2v.media.Media#part], [v2v.media.Media#adopt]). This room says what
/// can be done at once and what needs which before it ([v2v.media.Parts]); who does it and when is
/// not its business.
///
/// | step | parts | what comes out |
/// |---|---|---|
/// | first | `prepare` | [v2v.media.Prepared]: the crf, when the first picture comes, whether the file may be entered; and that all words can be read |
/// | second | `sound`, `master`, `film 1/n`... | what the table above says, one file or some |
/// | last | `finish` | the release's files, proved |
///
/// - Whoever does a part writes only into a folder of its own ([v2v.media.Handwork]); the
///   [v2v.media.Workbench] is then two folders, one upon the other. That folder is never made anew,
///   and the part ends when it goes: who gave the work away takes the folder away to give it to
///   another.
/// - What comes back ([v2v.media.Delivered]) holds no absolute path, nor does the recipe
///   ([v2v.media.Recipe]): machines know one folder by several.
/// - It is a stranger's until it was checked ([v2v.media.Adoption]): by another recipe, in a place
///   where no file of that part belongs ([v2v.media.Places]), a link, of another size, not what the
///   notes beside it say: nothing of it is taken. Then its files are renamed to where they would
///   lie had they been made here, the one that says that all are whole last; so a run that goes on
///   alone finds them as its own.
/// - Pieces lie on a shelf that is named by their recipe, their crf and how the film is cut
///   ([v2v.media.Shelf]), because no note beside them could say whose files came first when several
///   bring some. Before they are put together, what a decoder is told at the start of each must be
///   the same ([v2v.media.Opening]).
/// - `finish` makes what it does not find: it is the run of one machine with the pieces there
///   already. So is the one that the owner does alone when nobody helps.
/// - Encoders are known by their bytes ([v2v.media.Ffmpeg#fingerprint]): two versions of one
///   library may answer to one name.
///
/// ## Which error lines are forgiven
///
/// Any line on FFmpeg's error output counts against the file, except those in [v2v.media.Chatter]:
/// what SVT-AV1 prints about itself, and one `Error parsing Opus packet header.` a sound track,
/// which FFmpeg 8.0 prints at the end of every Opus track. Of the real files that this was measured
/// on, 35 of 37 with a readable picture decode without one line. The other two complain with
/// reason: a film scan with two damaged macroblock rows, and an ASF file whose sound packets do not
/// have the size that their header gives. Both are refused unless the profile says `damage:
/// accept`. Clean truncation of formats without an index (DV, MPEG program and transport streams)
/// can not be seen here: only a checksum from the supplier proves completeness.
///
/// ## What the frames decide
///
/// `idet` votes on every frame ([v2v.media.FieldVote]); the header only breaks ties. Whether frames
/// are even is measured on all their times ([v2v.media.Timeline]); uneven ones are brought to a
/// usual rate ([v2v.media.FrameRate]). Missing colour descriptions are filled in by rule and
/// reported as assumed ([v2v.media.Colour]). High dynamic range stays in the 10-bit copy and is
/// mapped for the 8-bit ones; XYZ, raw sensor data, floating-point and logarithmic samples are
/// refused, because they would come out wrong. Which sounds there are is in [v2v.media.Programmes],
/// how they are made in [v2v.media.Soundtrack].
///
/// ## Adding a profile key
///
/// | file | change |
/// |---|---|
/// | `Profile` | a component, with its meaning |
/// | `ProfileReader` | its name in `KEYS`, its default and limits |
/// | `Copy`, `Film`, `Plan` or `Poster` | its use; what changes the result must be in the recipe |
/// | `pipelines/profiles/access.yaml` | the key with its default, allowed values, and why |
///
/// `ProfilesTest` fails while the shipped file and the defaults differ.
@NullMarked
package v2v.media;

import org.jspecify.annotations.NullMarked;
