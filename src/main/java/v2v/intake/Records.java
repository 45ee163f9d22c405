package v2v.intake;

import v2v.item.Companion;
import v2v.item.Delivery;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Record.Provenance;
import v2v.item.Record.Rights;
import v2v.item.Record.Text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All that is said about one delivery, in one record: first the order, then its record files.
final class Records {
    private static final String ORDER = "command line";

    private Records() {}

    /// @param files those that were read, as they were
    record Read(Record record, List<Companion> files) {}

    static Read of(Delivery delivery, Mapping mapping) throws IOException {
        Draft draft = new Draft();
        draft.take(ordered(delivery.order()));
        List<Companion> files = new ArrayList<>();
        for (Path file : files(delivery)) {
            draft.take(read(file, Names.name(delivery.file()), mapping));
            files.add(hashed(file));
        }
        if (delivery.order().recordFile() == null) {
            for (Manifests.Read each : Manifests.of(delivery.file(), mapping)) {
                draft.take(each.record());
                files.add(hashed(each.file()));
            }
        }
        for (Checksum each : ChecksumList.of(delivery.file())) {
            draft.take(Record.EMPTY.withProvenance(List.of(each.provenance())));
        }
        return new Read(draft.record(), List.copyOf(files));
    }

    private static Companion hashed(Path file) throws IOException {
        Fixity fixity = Fixity.of(file, Files.size(file), Progress.NONE);
        return new Companion(file, fixity.sha256(), fixity.bytes());
    }

    /// A record that the order names replaces what lies beside the footage. A sidecar may have come
    /// after the delivery was seen, and one that was seen may have gone: what lies there now
    /// counts.
    private static List<Path> files(Delivery delivery) {
        Path named = delivery.order().recordFile();
        if (named != null) {
            return List.of(named);
        }
        List<Path> beside = new ArrayList<>();
        if (delivery.sidecar() != null && Files.exists(delivery.sidecar())) {
            beside.add(delivery.sidecar());
        }
        for (Path place : Names.sidecars(delivery.file())) {
            if (!beside.contains(place) && Files.isRegularFile(place)) {
                beside.add(place);
            }
        }
        return beside;
    }

    private static Record read(Path file, String footage, Mapping mapping) throws IOException {
        SourceText source = SourceText.read(file);
        String name = source.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json") || source.text().stripLeading().startsWith("{")) {
            return JsonRecord.read(source);
        }
        return CsvRecord.read(source, footage, mapping);
    }

    private static Record ordered(Order order) {
        Record record = Record.EMPTY;
        Rights rights = Rights.NONE;
        List<Provenance> provenance = new ArrayList<>();
        if (order.title() != null) {
            record = record.withTitles(List.of(new Text(order.title(), null, "main")));
            provenance.add(new Provenance("titles", ORDER, null, order.title()));
        }
        if (order.license() != null) {
            rights = rights.withLicense(order.license());
            provenance.add(new Provenance("rights.license", ORDER, null, order.license()));
        }
        if (order.attribution() != null) {
            rights = rights.withAttribution(order.attribution());
            provenance.add(
                    new Provenance("rights.attributionName", ORDER, null, order.attribution()));
        }
        return record.withRights(rights).withProvenance(provenance);
    }
}
