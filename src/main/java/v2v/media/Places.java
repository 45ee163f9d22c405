package v2v.media;

import v2v.item.Rendition;

import java.util.List;
import java.util.regex.Pattern;

/// Where the files that come of one part may lie on the bench, and no other.
///
/// @param pattern of the whole place
/// @param seal the file that says that the others are whole, which goes last; empty without one
record Places(Pattern pattern, String seal) {
    /// Neither hidden nor a step upwards.
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,200}";

    private static Places of(String seal, String others) {
        String own = seal.isEmpty() ? "" : Pattern.quote(seal) + "|";
        return new Places(Pattern.compile(own + others), seal);
    }

    static Places of(Part part, Workbench bench, Transcoder transcoder) {
        String master = Workbench.MASTER + "/" + NAME;
        return switch (part) {
            case Part.Prepare p -> of(Workbench.PREPARED, Pattern.quote(Workbench.PROBES));
            case Part.Sound s -> of(Workbench.SOUNDED, "part-sound\\.(mka|opus|flac)");
            case Part.Master m -> of(Workbench.MASTERED, master);
            case Part.Film film ->
                    of("", transcoder.filming(bench).shelf(film.prepared()).places(film.index()));
            case Part.Whole w -> finished(bench, master);
            case Part.Finish f -> finished(bench, master);
        };
    }

    private static Places finished(Workbench bench, String master) {
        String release = Pattern.quote(String.valueOf(bench.release().getFileName()));
        String mastered = Pattern.quote(Workbench.MASTERED);
        String files = release + "/(" + NAME + "/)?" + NAME;
        return of(Workbench.FACTS, String.join("|", mastered, master, files));
    }

    boolean holds(String place) {
        return pattern.matcher(place).matches();
    }

    /// Whether these may lie in this folder.
    boolean hold(String folder, List<Rendition> files) {
        return files.stream().allMatch(file -> holds(folder + "/" + file.name()));
    }
}
