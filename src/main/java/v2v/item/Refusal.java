package v2v.item;

import java.util.List;

/// The file or the order is at fault; a person must act; never retried.
///
/// The sentence has three parts: what is wrong, with which file, and what to do now.
public final class Refusal extends Halt {
    private static final long serialVersionUID = 1;

    public enum Code {
        FILE_MISSING,
        FILE_EMPTY,
        FILE_UNREADABLE,
        FILE_CHANGED,
        FILE_NAME_UNUSABLE,
        FILE_STILL_GROWING,
        FILE_NOT_IN_MANIFEST,
        UNSAFE_PATH,
        CHECKSUM_MISMATCH,
        DUPLICATE_ID,
        BAG_INVALID,
        ID_COLLISION,
        MANIFEST_UNREADABLE,
        RECORD_UNREADABLE,
        MESSAGE_UNREADABLE,
        RECORD_CHANGED,
        XML_ENTITY_REFUSED,
        COLUMN_UNKNOWN,
        FORMULA,
        NOT_MEDIA,
        NO_PICTURE,
        TRUNCATED,
        DAMAGED,
        PICTURE_UNSUPPORTED,
        PICTURE_TOO_LARGE,
        LICENSE_MISSING,
        LICENSE_UNKNOWN,
        LICENSE_AMBIGUOUS,
        LICENSE_CONFLICT,
        LICENSE_FORBIDS_DISTRIBUTION,
        LICENSE_RETIRED,
        RIGHTS_STATEMENT_IS_NOT_A_LICENSE,
        ATTRIBUTION_MISSING,
        TITLE_REQUIRED_BY_LICENSE,
        ROLE_MISSING,
        ND_ADAPTATION,
        SA_INCOMPATIBLE,
        NC_MIXED_INTO_FREE,
        NOT_FREE_CULTURAL,
        MUSIC_ND_SYNC,
        CC0_BY_NON_HOLDER,
        PDM_WITHOUT_BASIS,
        TERRITORY_LIMITED,
        LICENSE_EXPIRES,
        EMBARGO_ACTIVE,
        CLEARANCE_PENDING,
        CLEARANCE_REFUSED,
        CONSENT_MISSING,
        THIRD_PARTY_UNDECLARED,
        ACCESS_RESTRICTION_ON_CC,
        NEVER_PUBLISHED_UNCONFIRMED,
        SOURCES_DISAGREE,
        TITLE_MISSING,
        DESCRIPTION_MISSING,
        DATE_MISSING,
        DATE_NOT_EDTF,
        DATE_IMPLAUSIBLE,
        LANGUAGE_MISSING,
        LANGUAGE_NOT_BCP47,
        LANGUAGE_MISMATCH,
        SUBTITLE_OVERLAP,
        SUBTITLE_PAST_END,
        HOLD_OPEN,
        APPROVALS_INSUFFICIENT,
        SELF_APPROVAL,
        APPROVAL_STALE,
        PROFILE_UNKNOWN,
        RENDITION_BAD,
        TAG_LOST,
        PRIVATE_DATA_IN_OUTPUT,
        ALREADY_RELEASED,
        NOT_RELEASED,
        WITHDRAWN,
        TORRENT_INVALID,
        CATALOGUE_INVALID,
        CATALOGUE_DAMAGED,
        CATALOGUE_ROLLED_BACK,
        CATALOGUE_FORKED,
        KEY_FOREIGN,
        WORDS_UNREADABLE,
        MASTER_BAD,
        KILLS_WORKERS,
    }

    private final transient List<Finding> findings;
    private final Code code;
    private final String file;
    private final String fix;

    /// @param file the path that the sentence is about, as the person knows it
    /// @param message what is wrong
    /// @param fix what to do now
    public Refusal(Code code, String file, String message, String fix) {
        this(file, List.of(new Finding(Finding.Level.BLOCK, code, message, fix, null)));
    }

    /// Everything that is wrong, so that nobody mends one thing to be told the next.
    ///
    /// @param findings at least one; the first gives the code, the message and the fix
    public Refusal(String file, List<Finding> findings) {
        super(findings.getFirst().message());
        this.findings = List.copyOf(findings);
        this.code = findings.getFirst().code();
        this.file = file;
        this.fix = findings.getFirst().fix();
    }

    public List<Finding> findings() {
        return findings;
    }

    public Code code() {
        return code;
    }

    public String file() {
        return file;
    }

    public String fix() {
        return fix;
    }
}
