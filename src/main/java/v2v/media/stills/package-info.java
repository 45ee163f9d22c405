/// What can only be judged on pixels: which frame stands best for a work, and which part of a
/// picture is picture.
///
/// The frames are read with JavaCV in a process of its own ([v2v.media.stills.Worker]), because a
/// decoder that crashes or hangs takes its process with it. That process only measures; its lines
/// are judged where nothing can crash ([v2v.media.stills.Choice],
/// [v2v.media.stills.Margins#active]).
///
/// ## What JavaCV's grabber does, and what is done about it
///
/// | it | so |
/// |---|---|
/// | decodes up to a thousand frames forward after a jump | jumps are made on its container itself, and only key frames are decoded after them |
/// | opens the first sound track too | it is told of a sound track that does not exist |
/// | gives no limits to the decoders that guess at the tracks | one allocation is limited for the whole process |
/// | pads each line of a picture | lines are read by their stride |
/// | counts time from the clock's zero | the container's own start is taken off, as FFmpeg's `-ss` does |
@NullMarked
package v2v.media.stills;

import org.jspecify.annotations.NullMarked;
