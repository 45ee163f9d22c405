/// Read the words that come with a picture, whatever form they have, and write them as WebVTT.
///
/// ## What comes in, and by which reader
///
/// | form | name | reader | written by |
/// |---|---|---|---|
/// | SubRip | `.srt` | `Srt` | everybody |
/// | WebVTT | `.vtt` | `Vtt` | the web; FFmpeg, for text tracks inside a file |
/// | EBU Tech 3264 | `.stl` | `EbuStl` | European broadcasters since 1991 |
/// | TTML, EBU-TT-D, IMSC text | `.ttml .dfxp .xml` | `Ttml` | streaming platforms |
/// | Scenarist | `.scc` | `Scc` | American captioners: CEA-608 with times |
/// | CEA-608 pairs | in the picture | `Line21` | line 21 of NTSC, and what replaced it |
/// | DTVCC packets | in the picture | `Dtvcc` | ATSC broadcasts (CEA-708) |
///
/// [v2v.media.words.Words] chooses the reader, [v2v.media.words.CaptionData] takes what rides in
/// the frames, [v2v.media.words.Vtt] writes. All of it is plain Java on bytes: these forms are
/// small, FFmpeg has no reader for EBU STL and TTML, and a Java exception can be caught.
///
/// ## Rules
///
/// - Words are never lost silently. What can not be read is a refusal that names file, line or
///   block. Only a cue without a word in it is left out.
/// - Nothing outside the document is read: XML with a document type is refused.
/// - Kept of the look: italic, bold, underline, and whether the words stand at the top of the
///   picture. Colours and exact places are layout of one screen and are left behind; blanks that
///   only indent are folded.
/// - Roll-up captions become one cue a line, from its first letter until the line moves up, so that
///   every word stands in the result once and can be found by a search.
/// - In the picture, a damaged byte costs one character and not the work: reception was like that.
///   A file that somebody made is held to its form.
/// - Times count from the first picture frame. A start-of-programme time code that the file itself
///   names is taken off here; what only the picture knows is taken off by the caller
///   ([v2v.media.words.Words#timecoded]).
///
/// ## Adding a form
///
/// A class with `static Subtitles read(Document)`, its name in `Words`, its extension in the names
/// of the intake room, and a table test with bytes that are looked at by eye.
@NullMarked
package v2v.media.words;

import org.jspecify.annotations.NullMarked;
