package v2v.intake;

import v2v.item.Companion;
import v2v.item.Progress;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of words that lie beside footage: `tape.srt`, `tape.de.srt`, `tape.mxf.vtt`.
final class Companions {
    private Companions() {}

    /// Those of this footage, sorted by name, each with the digest of its bytes as they are now.
    ///
    /// @throws Refusal when one is a link, or this user may not read it
    static List<Companion> of(Path footage) throws IOException {
        List<Companion> companions = new ArrayList<>();
        for (Path file : beside(footage)) {
            if (Files.isSymbolicLink(file)) {
                throw link(file);
            }
            try {
                // XML of other kinds lies beside footage too: records, edit lists, camera reports
                if (!Names.isXml(file) || XmlRecord.isTimedText(file)) {
                    Fixity fixity = Fixity.of(file, Files.size(file), Progress.NONE);
                    companions.add(new Companion(file, fixity.sha256(), fixity.bytes()));
                }
            } catch (AccessDeniedException e) {
                throw new Refusal(
                        Refusal.Code.FILE_UNREADABLE,
                        file.toString(),
                        "this user may not read the file of words",
                        "give the user that runs v2v the right to read it, then order the footage"
                                + " again");
            }
        }
        return List.copyOf(companions);
    }

    /// Words are published, and their first line is said when they can not be read: a supplier's
    /// link would make any file of this machine's public.
    private static Refusal link(Path file) {
        return new Refusal(
                Refusal.Code.FILE_UNREADABLE,
                file.toString(),
                "the file of words is a link, which may lead anywhere",
                "put the file itself there, or remove the link, then order the footage again");
    }

    private static List<Path> beside(Path footage) throws IOException {
        Path folder = footage.getParent();
        if (folder == null) {
            return List.of();
        }
        String start = Names.stem(Names.name(footage)) + ".";
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> near = all.filter(file -> Names.name(file).startsWith(start)).toList();
            return near.stream()
                    .filter(file -> Names.isWordsOf(file, footage))
                    .filter(Files::isRegularFile)
                    .filter(file -> !isOfAnother(file, footage, near))
                    .sorted()
                    .toList();
        } catch (AccessDeniedException e) {
            // a folder may be closed to listing and still give its files by name
            return List.of();
        }
    }

    /// `tape.de.srt` belongs to `tape.de.mxf`, where that lies there too, and not to `tape.mxf`.
    private static boolean isOfAnother(Path words, Path footage, List<Path> near) {
        int length = Names.stem(Names.name(footage)).length();
        return near.stream()
                .filter(Names::isFootage)
                .filter(file -> Names.stem(Names.name(file)).length() > length)
                .anyMatch(file -> Names.isWordsOf(words, file));
    }
}
