package v2v.pipeline;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Refusal;
import v2v.item.Relative;
import v2v.item.Renditions;
import v2v.item.Ticket;
import v2v.ledger.Parts.Wanted;
import v2v.media.Delivered;
import v2v.media.Media;
import v2v.media.Part;
import v2v.media.Parts;
import v2v.media.Prepared;
import v2v.media.Profiles;
import v2v.pipeline.crew.Crew;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What the routes know as `media` when there may be workers: it has the work done by them, and
/// does it here when nobody is there, or when the original lies where they can not see it.
public final class SharedMedia {
    /// The stages whose work other machines can do.
    static final Set<String> STAGES = Set.of("inspect", "transcode");

    private final Media media;
    private final Profiles profiles;
    private final Crew crew;
    private final Lanes lanes;
    private final CurrentTask current;
    private final Sharing sharing;
    private final Relative share;

    SharedMedia(
            Media media,
            Profiles profiles,
            Crew crew,
            Lanes lanes,
            CurrentTask current,
            Sharing sharing) {
        this.media = media;
        this.profiles = profiles;
        this.crew = crew;
        this.lanes = lanes;
        this.current = current;
        this.sharing = sharing;
        share = new Relative(crew.share());
    }

    /// What a worker must know of a part.
    ///
    /// @param ticket of the stage, with paths relative to the share
    /// @param profiles by name, as they stand in their files
    /// @param limits see [Sharing]
    /// @param encoder that it is made with: what was asked for with another is asked for anew
    /// @param part of making the files; null for a look
    public record Work(
            JsonNode ticket,
            Map<String, String> profiles,
            Map<String, String> limits,
            String encoder,
            @Nullable Part part) {}

    private interface Here<T> {
        T run() throws IOException;
    }

    private interface There<T> {
        T run(CurrentTask.Order order) throws IOException, Crew.Alone;
    }

    public Inspection inspect(Footage footage) throws IOException {
        return either("look", () -> media.inspect(footage), order -> inspected(order, footage));
    }

    public Renditions transcode(Clearance clearance) throws IOException {
        return either(
                "heavy", () -> media.transcode(clearance), order -> transcoded(order, clearance));
    }

    private <T> T either(String lane, Here<T> here, There<T> there) throws IOException {
        CurrentTask.Order order = current.order();
        if (order == null) {
            return here.run();
        }
        while (true) {
            try {
                return there.run(order);
            } catch (Relative.Outside e) {
                return outside(lane, here);
            } catch (Crew.Alone e) {
                Semaphore slot = lanes.slot(lane);
                if (slot.tryAcquire()) {
                    try {
                        crew.takeBack(order.task());
                        return here.run();
                    } finally {
                        slot.release();
                    }
                }
                pause();
            }
        }
    }

    private <T> T outside(String lane, Here<T> here) throws IOException {
        Semaphore slot = lanes.slot(lane);
        try {
            slot.acquire();
        } catch (InterruptedException e) {
            throw stopped();
        }
        try {
            return here.run();
        } finally {
            slot.release();
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static InterruptedIOException stopped() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("stopped");
    }

    private Inspection inspected(CurrentTask.Order order, Footage footage)
            throws IOException, Crew.Alone {
        Work work = work(footage, footage, null);
        Wanted look = new Wanted(0, "inspect", share.tree(work).toString());
        try {
            List<JsonNode> results =
                    crew.have(errand(order, "look", footage, List.of(look)), new Looked(footage));
            Inspection inspection = share.read(results.getFirst(), Inspection.class);
            media.report(inspection);
            return inspection;
        } catch (Refusal refusal) {
            media.report(footage, refusal);
            throw refusal;
        }
    }

    private Renditions transcoded(CurrentTask.Order order, Clearance clearance)
            throws IOException, Crew.Alone {
        Parts parts = media.shared(clearance, sharing.longerThan());
        Delivered first = have(order, clearance, parts.first(), 0).getFirst();
        Prepared prepared = first.prepared();
        if (parts.whole() || prepared == null) {
            return media.renditions(clearance, first);
        }
        var _ = have(order, clearance, parts.second(prepared), 1);
        Delivered last = have(order, clearance, parts.last(prepared), 1 << 20).getFirst();
        return media.renditions(clearance, last);
    }

    private List<Delivered> have(
            CurrentTask.Order order, Clearance clearance, List<Part> parts, int seq)
            throws IOException, Crew.Alone {
        List<Wanted> wanted = new ArrayList<>();
        for (Part part : parts) {
            Work work = work(clearance, clearance.inspection().footage(), part);
            wanted.add(new Wanted(seq + wanted.size(), part.name(), share.tree(work).toString()));
        }
        Footage footage = clearance.inspection().footage();
        List<JsonNode> results =
                crew.have(errand(order, "heavy", footage, wanted), new Making(clearance, parts));
        return results.stream().map(node -> share.read(node, Delivered.class)).toList();
    }

    private Work work(Ticket ticket, Footage footage, @Nullable Part part) throws IOException {
        return new Work(
                share.tree(ticket),
                profiles.texts(footage.profile(), footage.file().toString()),
                sharing.limits(),
                crew.encoder(),
                part);
    }

    private Crew.Errand errand(
            CurrentTask.Order order, String lane, Footage footage, List<Wanted> wanted) {
        String label = order.label().isEmpty() ? site(footage.file()) : order.label();
        return new Crew.Errand(order.task(), lane, label, footage.file(), wanted);
    }

    private String site(Path file) {
        return sharing.sites().entrySet().stream()
                .filter(site -> file.startsWith(site.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /// A look leaves nothing but its log.
    private final class Looked implements Crew.Adoption {
        private final Footage footage;

        Looked(Footage footage) {
            this.footage = footage;
        }

        @Override
        public void adopt(v2v.ledger.Parts.Part part, JsonNode result, Path own)
                throws IOException {
            Footage seen = share.read(result, Inspection.class).footage();
            if (!seen.sha256().equals(footage.sha256()) || seen.version() != footage.version()) {
                throw new IOException("it speaks of other footage");
            }
            evidence(part, own);
        }

        @Override
        public void evidence(v2v.ledger.Parts.Part part, Path own) throws IOException {
            media.evidence(footage, part.name(), own);
        }
    }

    private final class Making implements Crew.Adoption {
        private final Clearance clearance;
        private final List<Part> parts;

        Making(Clearance clearance, List<Part> parts) {
            this.clearance = clearance;
            this.parts = parts;
        }

        @Override
        public void adopt(v2v.ledger.Parts.Part row, JsonNode result, Path own) throws IOException {
            Part part =
                    parts.stream()
                            .filter(p -> p.name().equals(row.name()))
                            .findFirst()
                            .orElseThrow();
            media.adopt(clearance, part, share.read(result, Delivered.class), own);
            current.kept();
        }

        @Override
        public void evidence(v2v.ledger.Parts.Part row, Path own) throws IOException {
            media.evidence(clearance, row.name(), own);
        }
    }

    /// For the consumers of the stages: whether the work of this one is done elsewhere.
    static boolean elsewhere(StageEndpoint stage) {
        return STAGES.contains(stage.stage()) && stage.tap().isEmpty();
    }
}
