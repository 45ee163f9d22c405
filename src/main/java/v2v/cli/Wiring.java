package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.bag.Bags;
import v2v.bag.Deliveries;
import v2v.catalog.Catalog;
import v2v.catalog.Published;
import v2v.edition.EditionSettings;
import v2v.edition.Editions;
import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.intake.Mapping;
import v2v.intake.WatchFolder;
import v2v.item.Carried;
import v2v.item.Library;
import v2v.item.OpenKey;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.item.Settings;
import v2v.item.Signer;
import v2v.item.Successor;
import v2v.item.Withdrawal;
import v2v.ledger.Gate;
import v2v.ledger.GateSettings;
import v2v.ledger.Items;
import v2v.ledger.Keeping;
import v2v.ledger.Ledger;
import v2v.ledger.LedgerFault;
import v2v.media.Ffmpeg;
import v2v.media.Media;
import v2v.media.Profiles;
import v2v.pipeline.MediaLabour;
import v2v.pipeline.Node;
import v2v.pipeline.Publication;
import v2v.pipeline.Reception;
import v2v.pipeline.Retraction;
import v2v.pipeline.Sharing;
import v2v.pipeline.crew.Crew;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Post;
import v2v.pipeline.crew.ShareDoor;
import v2v.release.Publisher;
import v2v.release.Releases;
import v2v.rights.Licenses;
import v2v.rights.Rights;
import v2v.rights.RightsSettings;
import v2v.torrent.Offer;
import v2v.torrent.TorrentSettings;
import v2v.torrent.Torrents;
import v2v.torrent.census.Keep;
import v2v.torrent.dht.Dht;
import v2v.torrent.dht.DhtSettings;
import v2v.torrent.fetch.FetchSettings;
import v2v.torrent.seed.BoxSettings;
import v2v.torrent.seed.Distribution;
import v2v.torrent.seed.NodeSeeder;
import v2v.torrent.seed.SeedSettings;
import v2v.torrent.seed.Seeder;
import v2v.torrent.tracker.Tracker;
import v2v.torrent.tracker.TrackerSettings;
import v2v.web.Guests;
import v2v.web.Proxies;
import v2v.web.Web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes the rooms and puts them together: the one place with `new` for all of them.
final class Wiring implements AutoCloseable {
    /// Who may come and fetch.
    enum Seeding {
        NONE,
        /// This machine only, and no tracker is told: for a demonstration.
        HERE_ONLY,
        AS_SET
    }

    private static final String INBOX_ROUTE = "00-inbox.camel.yaml";

    private final Where where;
    private final Ledger ledger;
    private final Node node;
    private final Catalog catalog;
    private final Bags bags;
    private final boolean keepReplaced;
    private final IntakeSettings intake;
    private final TrackerSettings trackerSettings;
    private final Tracker tracker;
    private final @Nullable Distribution distribution;
    private final @Nullable Saving saving;
    private final BoxSettings boxSettings;
    private final Cataloguing cataloguing;
    private final LocalTime nightAt;
    private final @Nullable KafkaSettings kafka;
    private final @Nullable ShareDoor door;
    private final OpenKey key;
    private @Nullable Post post;
    private final ScheduledExecutorService editionWatch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("edition-watch").factory());
    private boolean closed;

    private Wiring(Where where, Ledger ledger, Settings settings, Seeding seeding)
            throws IOException {
        this.where = where;
        this.ledger = ledger;
        Library library = where.library().prepare();
        InstantSource clock = InstantSource.system();
        intake = IntakeSettings.from(settings);
        Mapping mapping = Mapping.read(where.pipelines().resolve("mappings"), intake.mapping());
        catalog = new Catalog(library.index());
        node = new Node(ledger, settings);
        SeedSettings seedSettings = SeedSettings.read(settings, Version.NUMBER);
        keepReplaced = keepReplaced(settings);
        boxSettings = BoxSettings.read(settings);
        trackerSettings = TrackerSettings.read(settings);
        Progress progress = node.progress();
        Licenses licenses = Licenses.load();
        RightsSettings rightsSettings =
                RightsSettings.read(settings, where.pipelines().resolve("policies"));
        Rights rights = new Rights(licenses, rightsSettings, clock);
        Publisher publisher = Publisher.read(settings);
        Releases releases = new Releases(library, publisher, clock);
        Bags.Keeper keeper = new Bags.Keeper(publisher.name(), "V2V " + Version.NUMBER);
        bags = new Bags(library, keeper, clock, progress);
        Profiles profiles = profiles(settings);
        Ffmpeg ffmpeg = Ffmpeg.find(settings);
        Media media = new Media(library, ffmpeg, profiles, progress);
        media.clear();
        TorrentSettings torrentSettings = TorrentSettings.read(settings, Version.NUMBER);
        Torrents torrents = new Torrents(library, torrentSettings, progress);
        DhtSettings dhtSettings = DhtSettings.read(settings);
        EditionSettings editions = EditionSettings.read(settings);
        cataloguing =
                cataloguing(
                        library,
                        releases.signer(),
                        pointed(editions, dhtSettings, releases.signer()),
                        torrentSettings,
                        () -> ledger.items().out());
        nightAt = editions.at();
        Intake accepting = new Intake(intake, mapping, progress);
        Gate gate = ledger.gate(GateSettings.read(settings));
        key = releases.signer().open();
        kafka = KafkaSettings.read(settings, where.kafka(), library);
        door =
                kafka == null || !kafka.ingest()
                        ? null
                        : new ShareDoor(
                                kafka.share(),
                                library,
                                intake.settle(),
                                intake.profile(),
                                Set.copyOf(profiles.names()),
                                licenses,
                                clock);
        // these belong to commands beside the node, and stand in the same file
        FetchSettings.read(settings);
        CheckSettings.read(settings);
        requireSeeder(settings, boxSettings);
        Proxies.read(settings);
        Guests.read(settings);
        Sharing sharing = Sharing.read(settings, kafka);
        settings.refuseUnknown();
        List<Carried> before = ledger.swarms().sums();
        tracker = new Tracker(clock, PeerWiring.counted(before));
        // last: they open ports, and what is wrong with the settings should be said before
        Dht dht = seeding == Seeding.AS_SET ? PeerWiring.dht(library, dhtSettings) : null;
        Seeder seeder =
                switch (seeding) {
                    case NONE -> null;
                    case HERE_ONLY ->
                            new NodeSeeder(seedSettings.hereOnly(), clock, new SeedNotes(library));
                    case AS_SET -> PeerWiring.seeder(library, boxSettings, seedSettings, dht);
                };
        int udpPort = seeding == Seeding.AS_SET ? trackerSettings.udpPort() : 0;
        distribution =
                seeder == null
                        ? null
                        : PeerWiring.distribution(
                                seeder,
                                dht,
                                seedSettings,
                                new PeerWiring.Counting(tracker, udpPort, before, this::write));
        saving =
                seeding == Seeding.AS_SET && seeder instanceof NodeSeeder ours
                        ? Saving.of(
                                library,
                                settings,
                                ledger.keeping(),
                                tracker,
                                dht,
                                ours::peerId,
                                new Carrying())
                        : null;
        node.bind("intake", new Reception(accepting, new Deliveries(clock), ledger.items()))
                .bind("rights", rights)
                .bind(
                        "release",
                        new Publication(
                                releases, bags, rights, accepting, gate, catalog, this::seed))
                .bind(
                        "retraction",
                        new Retraction(releases, catalog, ledger.items(), this::silence))
                .bind("catalog", catalog)
                .bind("torrent", torrents)
                .bind("catalogue", cataloguing);
        if (kafka != null && seeding == Seeding.AS_SET) {
            Crew crew = new Crew(kafka, ledger, library);
            crew.encodes(MediaLabour.encoder(Version.NUMBER, ffmpeg));
            node.share(media, profiles, crew, sharing);
        } else {
            node.bind("media", media);
        }
    }

    /// A ledger that fails once is no reason to count no more.
    private boolean write(LocalDate day, Collection<Carried> since) {
        try {
            ledger.swarms().add(day, since);
            return true;
        } catch (LedgerFault e) {
            System.err.println(
                    "v2v: how the releases fare is not written down now: " + e.getMessage());
            return false;
        }
    }

    /// A seedbox would miss the files, and say that the release is damaged.
    private static void requireSeeder(Settings settings, BoxSettings box) {
        if (Keep.read(settings) instanceof Keep.UntilSeeds && box.by() != BoxSettings.By.NODE) {
            throw settings.bad(Keep.KEY, "until-seeds works with seed.by = node only");
        }
    }

    /// What the operator sees, for its web server.
    Web.Backstage backstage() {
        return new Backstage(ledger.view(), node.gauges());
    }

    /// The node's tracker, for its web server.
    Web.Asked tracker() {
        return PeerWiring.asked(trackerSettings, tracker);
    }

    /// The catalogue of a library that a node may be working on.
    static Cataloguing cataloguing(Where where, Supplier<List<Items.Out>> released)
            throws IOException {
        Settings settings = where.settings();
        Signer signer = releases(where).signer();
        return cataloguing(
                where.library(),
                signer,
                pointed(EditionSettings.read(settings), DhtSettings.read(settings), signer),
                TorrentSettings.read(settings, Version.NUMBER),
                released);
    }

    private static Cataloguing cataloguing(
            Library library,
            Signer signer,
            EditionSettings settings,
            TorrentSettings torrents,
            Supplier<List<Items.Out>> released) {
        Editions editions = new Editions(library, signer, settings, InstantSource.system());
        return new Cataloguing(library, editions, signer, torrents, released);
    }

    /// Who is in the DHT is found there too.
    private static EditionSettings pointed(
            EditionSettings editions, DhtSettings dht, Signer signer) {
        return dht.on() ? editions.also(Cataloguing.pointer(signer.open()).toString()) : editions;
    }

    /// The releases of a library that somebody else may be working on: to look at them.
    static Releases releases(Where where) throws IOException {
        return new Releases(
                where.library(), Publisher.read(where.settings()), InstantSource.system());
    }

    /// That of the watch folder is asked for now: at night it would refuse one tape after another.
    private Profiles profiles(Settings settings) throws IOException {
        Profiles profiles = Profiles.load(where.pipelines().resolve("profiles"));
        if (!profiles.names().contains(intake.profile())) {
            throw settings.bad(
                    "intake.profile",
                    "there is no profile '"
                            + intake.profile()
                            + "'; there are "
                            + String.join(", ", profiles.names()));
        }
        return profiles;
    }

    /// For commands that show each result themselves: the log keeps to our own bugs. Before the
    /// first logger.
    static void logBugsOnly() {
        System.setProperty("v2v.log", "ERROR");
    }

    /// All rooms over a ledger that this process owns.
    ///
    /// @param seeding whether releases are seeded by this process
    static Wiring over(Ledger ledger, Where where, Seeding seeding) throws IOException {
        return new Wiring(where, ledger, where.settings(), seeding);
    }

    /// Loads, checks and starts the routes.
    ///
    /// @param inbox the watch folder; null for none
    void start(@Nullable Path inbox) throws IOException {
        if (inbox != null) {
            node.bind(
                    "inbox",
                    new WatchFolder(inbox, intake, ledger.sightings(), InstantSource.system()));
        }
        bags.settle();
        findAgain();
        node.start(
                where.pipelines(),
                inbox == null ? List.of(INBOX_ROUTE) : List.of(),
                Map.of(
                        "intake.scan-millis",
                        Long.toString(intake.scan().toMillis()),
                        "catalogue.wait-millis",
                        Long.toString(untilNight().toMillis())));
    }

    private Duration untilNight() {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        ZonedDateTime next = now.with(nightAt);
        return Duration.between(now, next.isAfter(now) ? next : next.plusDays(1));
    }

    /// An index that somebody deleted is built again: what is out must be found.
    private void findAgain() throws IOException {
        if (Files.exists(where.library().index())) {
            return;
        }
        List<Published> all = new ArrayList<>();
        ledger.items()
                .eachReleased((release, released) -> all.add(new Published(release, released)));
        if (!all.isEmpty()) {
            catalog.rebuild(all);
        }
    }

    IntakeSettings intake() {
        return intake;
    }

    private void seed(Released released) {
        if (distribution != null) {
            distribution.add(List.of(offer(released)));
            if (!keepReplaced) {
                ledger.items().out().stream()
                        .filter(out -> !kept(out.folder()))
                        .map(this::offer)
                        .forEach(distribution::drop);
            }
        }
    }

    /// Whether a release is still given away, though a corrected version may have replaced it.
    private boolean kept(String folder) {
        if (keepReplaced) {
            return true;
        }
        try {
            String name = String.valueOf(Path.of(folder).getFileName());
            return Successor.of(where.library(), name).isEmpty();
        } catch (IOException e) {
            return true; // what nobody can read about is not taken from anybody
        }
    }

    private static boolean keepReplaced(Settings settings) {
        String text = settings.text("release.keep-replaced", "yes");
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                    throw settings.bad(
                            "release.keep-replaced", "expected yes or no, found: " + text);
        };
    }

    /// Gives what is here, and rests what others keep.
    private final class Carrying implements Absent.Carrier {
        @Override
        public void rest(Keeping.Subject subject) {
            if (distribution != null) {
                distribution.rest(offer(subject));
            }
        }

        @Override
        public void carry(Keeping.Subject subject) {
            if (distribution != null && ledger.keeping().isOut(subject) && kept(subject.folder())) {
                distribution.add(List.of(offer(subject)));
            }
        }

        private Offer offer(Keeping.Subject subject) {
            Library library = where.library();
            return Offer.of(
                    subject.magnet(),
                    library.resolve(subject.torrent()),
                    library.resolve(subject.folder()));
        }
    }

    /// Looks from now on who else holds what is out, and lets go of copies where that is set.
    void save() {
        if (saving != null) {
            saving.start();
        }
    }

    /// Tells others from now on what happens, and takes their orders, where a broker is set.
    void correspond() {
        if (kafka != null) {
            post = Post.open(kafka, ledger, key, door);
        }
    }

    /// For the web server: what others keep.
    Web.Away away() {
        return saving == null ? Web.Away.NOTHING : saving.elsewhere();
    }

    private void silence(Withdrawal withdrawal) {
        if (saving != null) {
            saving.withdraw(withdrawal.released().folder());
        }
        if (distribution != null) {
            distribution.drop(offer(withdrawal.released()));
        }
    }

    private Offer offer(Released released) {
        return offer(
                new Items.Out(
                        released.folder(),
                        released.torrent(),
                        released.magnet(),
                        released.version(),
                        released.at()));
    }

    private Offer offer(Items.Out out) {
        Library library = where.library();
        return Offer.of(
                out.magnet(), library.resolve(out.torrent()), library.resolve(out.folder()));
    }

    /// Seeds what is out already.
    void seedAll() {
        if (distribution != null) {
            Set<String> away =
                    ledger.keeping().away().stream()
                            .map(row -> row.subject().folder())
                            .collect(Collectors.toSet());
            Map<Boolean, List<Offer>> here =
                    ledger.items().out().stream()
                            .filter(out -> kept(out.folder()))
                            .collect(
                                    Collectors.partitioningBy(
                                            out -> !away.contains(out.folder()),
                                            Collectors.mapping(this::offer, Collectors.toList())));
            distribution.add(here.getOrDefault(true, List.of()));
            here.getOrDefault(false, List.of()).forEach(distribution::rest);
            GivenEditions editions =
                    new GivenEditions(
                            offer -> distribution.add(List.of(offer)), distribution::drop);
            var _ =
                    editionWatch.scheduleWithFixedDelay(
                            () -> seedEdition(editions), 0, 10, TimeUnit.SECONDS);
        }
    }

    /// The newest edition of the catalogue, also when a command beside this node has written it;
    /// earlier ones are given until they are deleted.
    private void seedEdition(GivenEditions editions) {
        try {
            Offer now = cataloguing.offer();
            if (editions.look(now) && now != null && distribution != null) {
                distribution.point(cataloguing.pointed(now));
            }
        } catch (IOException | Refusal e) {
            System.err.println("v2v: the catalogue is not seeded: " + e.getMessage());
        }
    }

    static Ledger ownOrExplain(Library library) throws IOException {
        return Ledger.own(library)
                .orElseThrow(() ->
                        new IOException(
                                "another process works on "
                                        + library.root()
                                        + "; stop it first, or wait for it"));
    }

    /// Waits for Ctrl-C or SIGTERM; the shutdown hook then does what is to be done.
    static void untilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Once; whoever comes second, such as the hook of a signal, waits for the first.
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (saving != null) {
                saving.close();
            }
            if (post != null) {
                post.close();
            }
            node.close();
        } finally {
            catalog.close();
            editionWatch.shutdownNow();
            if (distribution != null) {
                distribution.close();
            }
        }
    }
}
