package v2v.intake;

import v2v.intake.xml.XmlElement;

import java.util.Optional;
import java.util.Set;

/// The `_meta.xml` of the Internet Archive: flat, each element a value, any of them repeated.
final class ArchiveOrgRecord {
    /// How the Archive keeps and shows the item; the address of whoever uploaded it is private.
    private static final Set<String> OF_THE_ARCHIVE =
            Set.of(
                    ("uploader addeddate publicdate updatedate updater indexdate curation scanner"
                         + " backup_location hidden show_related_music_by_track ocr repub_state"
                         + " imagecount ppi runtime sound color aspect_ratio"
                         + " external_metadata_update closed_captioning subtitle_processing"
                         + " mediatype_original size primary_collection collection_added tuner"
                         + " previous next start_time stop_time utc_offset source_pixel_width"
                         + " source_pixel_height frames_per_second audio_codec"
                         + " audio_sample_frequency video_codec")
                            .split(" ", -1));

    private ArchiveOrgRecord() {}

    static void read(XmlElement record, XmlDraft draft) {
        for (XmlElement e : record.children()) {
            element(e, draft);
        }
    }

    private static void element(XmlElement e, XmlDraft draft) {
        switch (e.local()) {
            case "identifier" -> draft.identifier(e, Optional.of("archive.org"));
            case "identifier-ark" -> draft.identifier(e, Optional.of("ark"));
            case "external-identifier", "call_number" ->
                    draft.identifier(e, Optional.of(e.local()));
            case "mediatype" -> draft.say(Word.TYPE, null, e);
            case "creator" -> draft.person(e, e.line(), "creator", null);
            case "contributor" -> draft.person(e, e.line(), null, null);
            case "publisher" -> draft.organisation(e, e.line(), "publisher", null);
            case "sponsor" -> draft.organisation(e, e.line(), "sponsor", null);
            case "coverage" -> DublinCoreRecord.coverage(e, draft);
            case "licenseurl" -> draft.say(Word.LICENSE, null, e);
            case "rights", "possible-copyright-status", "copyright-evidence" ->
                    draft.say(Word.RIGHTS, null, e);
            case "access-restricted-item", "access-restricted", "noindex", "noarchivetorrent" ->
                    restricted(e, draft);
            default -> other(e, draft);
        }
    }

    private static void restricted(XmlElement e, XmlDraft draft) {
        boolean flag = e.line().equalsIgnoreCase("true");
        draft.restrict(e, flag ? e.local() : e.line());
    }

    private static void other(XmlElement e, XmlDraft draft) {
        Meaning meaning = Words.meaning(e.local());
        if (meaning != null) {
            draft.say(meaning.word(), meaning.detail(), e);
        } else if (!OF_THE_ARCHIVE.contains(e.local())) {
            draft.unknown(e);
        }
    }
}
