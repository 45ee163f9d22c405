package v2v.item;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The rights' answer that this work may go out, and how it must be marked.
///
/// @param slug ASCII, lower case, short: the human half of the release folder's name
/// @param attribution whom to credit; empty only where the licence asks for nobody
/// @param credit one line, ready to paste: title, author, licence
/// @param tags Matroska tag names (RFC 9559 and the cellar tag list) to what they must say
/// @param xmp the XMP packet for images (ISO 16684-1)
/// @param findings what did not stop it and should be known
public record Clearance(
        Inspection inspection,
        License license,
        String slug,
        String title,
        String attribution,
        String credit,
        Map<String, String> tags,
        String xmp,
        List<Finding> findings)
        implements Ticket {
    public Clearance {
        // tickets that wait from before there were any
        findings = Objects.requireNonNullElse(findings, List.of());
    }

    /// `<slug>-<id>`: the release folder, the torrent's name, the torrent file's base name. That of
    /// a corrected version ends in its number: `<slug>-<id>-v2`.
    public String folderName() {
        Correction corrects = inspection.footage().corrects();
        String name = slug + "-" + inspection.footage().id();
        return corrects == null || corrects.number() < 2 ? name : name + "-v" + corrects.number();
    }

    public Record record() {
        return inspection.footage().record();
    }

    @Override
    public String item() {
        return inspection.item();
    }

    @Override
    public int version() {
        return inspection.version();
    }
}
