package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.License;
import v2v.item.Released;
import v2v.ledger.Audit;
import v2v.ledger.Checked;
import v2v.ledger.Feed;
import v2v.ledger.Requests;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what the ledger says into events. Of the audit log others are told what they can use; the
/// rest stays in the house.
final class Telling {
    private static final Pattern COVERS = Pattern.compile(".*; covers ([0-9a-f]{64})");
    private static final Pattern CODE = Pattern.compile("([A-Z_]+): (.*)", Pattern.DOTALL);

    private final Wording wording;

    Telling(Wording wording) {
        this.wording = wording;
    }

    /// Facts by name, in order, without the empty ones.
    private static final class Data {
        private final Map<String, Object> all = new LinkedHashMap<>();

        Data put(String name, @Nullable Object value) {
            if (value != null && !value.equals("")) {
                all.put(name, value);
            }
            return this;
        }
    }

    /// What others are told of an entry; empty when it is no business of theirs.
    Optional<Event> of(Feed.Told told) {
        Audit.Entry entry = told.entry();
        Optional<Audit.Event> what = Audit.Event.of(entry.event());
        String kind = what.map(Telling::kind).orElse("");
        if (what.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        boolean item = told.source() != null || !entry.item().contains("/");
        Data data =
                new Data()
                        .put("item", item ? entry.item() : null)
                        .put("version", item ? entry.version() : null)
                        .put("title", told.title() == null ? null : Wording.cut(told.title()))
                        .put("file", file(told, item))
                        .put("request", told.request());
        facts(what.get(), told, data);
        return Optional.of(
                new Event(
                        Long.toString(entry.seq()),
                        "item." + kind,
                        item ? entry.item() : wording.file(entry.item()),
                        entry.at(),
                        data.all));
    }

    private @Nullable String file(Feed.Told told, boolean item) {
        String path = item ? told.source() : told.entry().item();
        return path == null ? null : wording.file(path);
    }

    /// Empty: nobody is told.
    private static String kind(Audit.Event what) {
        return switch (what) {
            case RECEIVED -> "received";
            case REFUSED -> "refused";
            case FAILED -> "failed";
            case HOLD -> "held";
            case UNHOLD -> "unheld";
            case REVIEW -> "review";
            case APPROVED -> "approved";
            case SCHEDULED -> "scheduled";
            case RELEASED -> "released";
            case WITHDRAWN -> "withdrawn";
            case CHECKED -> "checked";
            case PROCESSED,
                    APPROVAL_VOID,
                    RELEASE_BEGUN,
                    WITHDRAWAL,
                    LET_GO,
                    BROUGHT_BACK,
                    REBUILT ->
                    "";
        };
    }

    private void facts(Audit.Event what, Feed.Told told, Data data) {
        Audit.Entry entry = told.entry();
        switch (what) {
            case RECEIVED -> data.put("sha256", told.sha256()).put("by", entry.by());
            case REFUSED, FAILED -> problem(told, data);
            case HOLD, UNHOLD ->
                    data.put("why", wording.text(entry.detail())).put("by", entry.by());
            case REVIEW, SCHEDULED -> data.put("message", wording.text(entry.detail()));
            case APPROVED -> {
                Matcher covers = COVERS.matcher(entry.detail());
                data.put("by", entry.by()).put("covers", covers.matches() ? covers.group(1) : null);
            }
            case RELEASED -> released(told, data);
            case WITHDRAWN -> withdrawn(told, data);
            case CHECKED -> Checked.read(entry).ifPresent(checked -> checked(checked, data));
            case PROCESSED,
                    APPROVAL_VOID,
                    RELEASE_BEGUN,
                    WITHDRAWAL,
                    LET_GO,
                    BROUGHT_BACK,
                    REBUILT -> {}
        }
    }

    /// The entry has the code and the sentence; what to do stands with the task.
    private void problem(Feed.Told told, Data data) {
        Matcher said = CODE.matcher(told.entry().detail());
        String code = said.matches() ? said.group(1) : "BUG";
        String message = said.matches() ? said.group(2) : told.entry().detail();
        Requests.Problem problem = told.problem();
        boolean same = problem != null && problem.code().equals(code);
        data.put("code", code)
                .put("message", wording.text(message))
                .put("fix", same && problem != null ? wording.text(problem.fix()) : null);
    }

    private void released(Feed.Told told, Data data) {
        Released released = told.released();
        if (released != null) {
            data.put("folder", released.folder())
                    .put("torrent", released.torrent())
                    .put("magnet", released.magnet())
                    .put("infohash", released.infohash())
                    .put("infohashV2", released.infohashV2());
        }
        Clearance clearance = told.clearance();
        if (clearance != null) {
            License license = clearance.license();
            data.put("license", license.url())
                    .put("licenseName", license.identifier())
                    .put("attribution", Wording.cut(clearance.attribution()));
        }
    }

    private void withdrawn(Feed.Told told, Data data) {
        if (told.withdrawal() != null) {
            data.put("folder", told.withdrawal().released().folder())
                    .put("why", wording.text(told.withdrawal().why()))
                    .put("by", told.withdrawal().by());
        }
    }

    private static void checked(Checked checked, Data data) {
        data.put("what", checked.what())
                .put("state", checked.state())
                .put("folder", checked.folder())
                .put("files", checked.files())
                .put("bytes", checked.bytes());
    }

    /// What a message is answered.
    Event of(Requests.Answer answer) {
        String file = answer.file() == null ? null : wording.file(answer.file());
        Data data =
                new Data()
                        .put("request", answer.request())
                        .put("record", answer.kind().equals("known") ? null : answer.message())
                        .put("file", file)
                        .put("by", answer.by())
                        .put("item", answer.item());
        Requests.Problem problem = answer.problem();
        if (problem != null) {
            data.put("code", problem.code())
                    .put("message", wording.text(problem.message()))
                    .put("fix", wording.text(problem.fix()));
        }
        return new Event(
                answer.id(),
                "ingest." + answer.kind(),
                subject(answer, file),
                answer.at(),
                data.all);
    }

    private static String subject(Requests.Answer answer, @Nullable String file) {
        String item = answer.item();
        return item != null ? item : file != null ? file : answer.id();
    }
}
