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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All that is said about one delivery, in one record: first the order, then its record files.
final class Records {
    private Records() {}

    /// @param files those that were read, as they were
    record Read(Record record, List<Companion> files) {}

    static Read of(Delivery delivery, Mapping mapping) throws IOException {
        Draft draft = new Draft();
        draft.take(ordered(delivery.order()));
        List<Companion> files = new ArrayList<>();
        String footage = Names.name(delivery.file());
        boolean named = delivery.order().recordFile() != null;
        for (Path file : files(delivery)) {
            Optional<Record> record =
                    isXml(file) ? xml(file, footage, named) : text(file, footage, mapping);
            if (record.isPresent()) {
                draft.take(record.get());
                files.add(hashed(file));
            } else if (!XmlRecord.isTimedText(file)) {
                draft.take(XmlRecord.leftAlone(file));
            }
        }
        if (!named) {
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

    private static boolean isXml(Path file) throws IOException {
        if (Names.isXml(file) || !Files.isReadable(file) || !Files.isRegularFile(file)) {
            return Names.isXml(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            // past a byte order mark, and between the zeros of UTF-16
            String head = new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
            return head.replaceFirst("^(\u00EF\u00BB\u00BF|\u00FE\u00FF|\u00FF\u00FE)", "")
                    .replace("\0", "")
                    .stripLeading()
                    .startsWith("<");
        }
    }

    /// XML beside footage is a record only if its root element says so; one that the order names
    /// must be one.
    private static Optional<Record> xml(Path file, String footage, boolean named)
            throws IOException {
        if (!named && Files.isReadable(file) && XmlRecord.isTimedText(file)) {
            return Optional.empty();
        }
        Optional<Record> record = XmlRecord.read(file, footage);
        if (named && record.isEmpty()) {
            throw new SourceText(file, "")
                    .fault(
                            "",
                            "its root element <"
                                    + XmlRecord.rootOf(file).orElse("?")
                                    + "> is of no form that is read here",
                            "write it as PBCore, EBUCore, Dublin Core, JSON or CSV, then order it"
                                    + " again");
        }
        return record;
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

    /// What lies beside the footage by now, whoever ordered it.
    static Read beside(Path footage, Mapping mapping) throws IOException {
        Delivery delivery = new Delivery(footage, 0, Instant.EPOCH, null, Order.plain("access"), 0);
        return of(delivery, mapping);
    }

    /// What one record file says by now about the footage of this name.
    static Record again(Path file, String footage, Mapping mapping) throws IOException {
        Optional<Record> said =
                isXml(file) ? xml(file, footage, false) : text(file, footage, mapping);
        return said.orElse(Record.EMPTY);
    }

    private static Optional<Record> text(Path file, String footage, Mapping mapping)
            throws IOException {
        SourceText source = SourceText.read(file);
        String name = source.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json") || source.text().stripLeading().startsWith("{")) {
            return Optional.of(JsonRecord.read(source));
        }
        return Optional.of(CsvRecord.read(source, footage, mapping));
    }

    private static Record ordered(Order order) {
        Record record = Record.EMPTY;
        Rights rights = Rights.NONE;
        List<Provenance> provenance = new ArrayList<>();
        if (order.title() != null) {
            record = record.withTitles(List.of(new Text(order.title(), null, "main")));
            provenance.add(new Provenance("titles", Order.SOURCE, null, order.title()));
        }
        if (order.license() != null) {
            rights = rights.withLicense(order.license());
            provenance.add(new Provenance("rights.license", Order.SOURCE, null, order.license()));
        }
        if (order.attribution() != null) {
            rights = rights.withAttribution(order.attribution());
            provenance.add(
                    new Provenance(
                            "rights.attributionName", Order.SOURCE, null, order.attribution()));
        }
        return record.withRights(rights).withProvenance(provenance);
    }
}
