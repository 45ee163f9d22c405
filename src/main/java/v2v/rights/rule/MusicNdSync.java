package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// B-122: to set a recording to moving pictures is always an adaptation (4.0, section 1(a)).
final class MusicNdSync implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.MUSIC_ND_SYNC;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Cue cue : Cue.of(work)) {
            if (cue.music()) {
                work.book()
                        .read(cue.party().license())
                        .license()
                        .filter(part -> Terms.have(part, "nd"))
                        .ifPresent(part -> all.addAll(music(work, cue, part)));
            }
        }
        return all;
    }

    private List<Finding> music(Case work, Cue cue, License part) {
        return finding(
                cue.name()
                        + " is under "
                        + part.identifier()
                        + ", which does not allow to set it to pictures",
                "clear the music separately, or order a copy without it",
                work.place("clearances"));
    }
}
