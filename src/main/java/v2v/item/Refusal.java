package v2v.item;

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
        ID_COLLISION,
        RECORD_UNREADABLE,
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
        TERRITORY_LIMITED,
        LICENSE_EXPIRES,
        EMBARGO_ACTIVE,
        CLEARANCE_PENDING,
        CLEARANCE_REFUSED,
        THIRD_PARTY_UNDECLARED,
        TITLE_MISSING,
        PROFILE_UNKNOWN,
        RENDITION_BAD,
        TAG_LOST,
        HELD,
        ALREADY_RELEASED,
        TORRENT_INVALID,
        WORDS_UNREADABLE,
        MASTER_BAD,
    }

    private final Code code;
    private final String file;
    private final String fix;

    /// @param file the path that the sentence is about, as the person knows it
    /// @param message what is wrong
    /// @param fix what to do now
    public Refusal(Code code, String file, String message, String fix) {
        super(message);
        this.code = code;
        this.file = file;
        this.fix = fix;
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
