package v2v.pipeline;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.jspecify.annotations.Nullable;

import v2v.item.BadConfig;
import v2v.item.Progress;
import v2v.item.Settings;
import v2v.ledger.Ledger;
import v2v.media.Media;
import v2v.media.Profiles;
import v2v.pipeline.crew.Crew;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/// The running pipeline: Camel, the stage component, and the beans that the routes name.
public final class Node implements AutoCloseable {
    private final Ledger ledger;
    private final Main main = new Main();
    private final CurrentTask current;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Lanes lanes;
    private final StageComponent component;
    private @Nullable Crew crew;

    /// A node over this ledger; it owns the ledger from now on and closes it.
    public Node(Ledger ledger, Settings settings) {
        this.ledger = ledger;
        current = new CurrentTask(ledger);
        lanes = Lanes.from(settings);
        component = new StageComponent(ledger, lanes, current);
        main.bind("stage", component);
    }

    /// What it does, in figures.
    public Gauges gauges() {
        return new Gauges(() -> ledger.view().shift(), component.ends);
    }

    /// Has the work of this room done by workers, when there are any.
    public Node share(Media media, Profiles profiles, Crew workers, Sharing sharing) {
        crew = workers;
        component.with(workers);
        return bind("media", new SharedMedia(media, profiles, workers, lanes, current, sharing));
    }

    /// Where the rooms report to.
    public Progress progress() {
        return current;
    }

    /// Makes an object known to the routes under this name.
    public Node bind(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    /// Loads, checks and starts the routes.
    ///
    /// @param pipelines the folder with `*.camel.yaml`
    /// @param leaveOut base names of files not to load
    /// @param placeholders values for `{{name}}` in the routes
    /// @throws BadConfig naming file and line
    public void start(Path pipelines, List<String> leaveOut, Map<String, String> placeholders)
            throws IOException {
        configure(files(pipelines, leaveOut), placeholders);
        try {
            main.init();
            List<String> faults = Check.faults(main.getCamelContext());
            if (!faults.isEmpty()) {
                throw new BadConfig("pipelines", String.join("\n", faults));
            }
            if (crew != null) {
                crew.start();
            }
            main.start();
        } catch (BadConfig e) {
            throw e;
        } catch (Exception e) { // Camel declares no narrower one
            CamelContext context = main.getCamelContext();
            throw new BadConfig(Place.of(e, context), Place.sentence(e));
        }
    }

    private static List<String> files(Path pipelines, List<String> leaveOut) throws IOException {
        if (!Files.isDirectory(pipelines)) {
            throw new BadConfig(
                    pipelines.toString(), "no such folder; name one with --pipelines DIR");
        }
        try (var all = Files.list(pipelines)) {
            List<String> routes =
                    all.filter(f -> f.toString().endsWith(".camel.yaml"))
                            .filter(f -> !leaveOut.contains(f.getFileName().toString()))
                            .sorted()
                            .map(f -> "file:" + f.toAbsolutePath())
                            .toList();
            if (routes.isEmpty()) {
                throw new BadConfig(pipelines.toString(), "holds no *.camel.yaml file");
            }
            return routes;
        }
    }

    private void configure(List<String> files, Map<String, String> placeholders) {
        Properties values = new Properties();
        values.putAll(placeholders);
        // the command ends us, not a hook that waits for Camel
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setInitialProperties(values);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure()
                .withRoutesIncludePattern(String.join(",", files))
                .withSourceLocationEnabled(true)
                .withShutdownTimeout(5)
                .withName("v2v");
    }

    /// Stops within two seconds: running work is cancelled, its tasks go back to their queues.
    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            main.stop();
            if (crew != null) {
                crew.close();
            }
            ledger.close();
        }
    }
}
