package v2v.item;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;

/// What the roles in a record say about authorship.
///
/// Only who is said to have made the work is named as its maker: whoever appears in it, lent it or
/// asks to be credited is not, and a role that nobody gave is not guessed.
public final class Roles {
    /// Words that sources use, and MARC relator codes.
    private static final Set<String> AUTHORS =
            Set.of(
                    "creator",
                    "cre",
                    "author",
                    "aut",
                    "autor",
                    "auteur",
                    "urheber",
                    "urheberin",
                    "director",
                    "drt",
                    "fmd",
                    "tld",
                    "regie",
                    "regisseur",
                    "regisseurin",
                    "realisateur",
                    "r\u00e9alisateur",
                    "r\u00e9alisatrice",
                    "regista",
                    "writer",
                    "screenwriter",
                    "aus",
                    "photographer",
                    "pht",
                    "fotograf",
                    "fotografin",
                    "filmmaker",
                    "fmk",
                    "film-maker",
                    "producer",
                    "pro",
                    "fmp",
                    "tlp",
                    "produzent",
                    "produzentin",
                    "producteur",
                    "productrice",
                    "composer",
                    "cmp",
                    "komponist",
                    "komponistin",
                    "compositeur",
                    "artist",
                    "art");

    private Roles() {}

    /// Whether somebody of this role is an author of the work.
    public static boolean author(@Nullable String role) {
        return role != null && AUTHORS.contains(role.strip().toLowerCase(Locale.ROOT));
    }
}
