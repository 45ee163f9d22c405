package v2v.bag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says whether a folder is a whole and unaltered bag, BagIt 0.97 or 1.0 (RFC 8493).
public final class BagCheck {
    private static final Pattern MANIFEST =
            Pattern.compile("(tag)?manifest-([a-z0-9]+)\\.txt", Pattern.CASE_INSENSITIVE);
    private static final long MOST_BYTES = 256L << 20;
    private static final Pattern OXUM = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");
    private static final Predicate<String> PAYLOAD = name -> name.startsWith(Names.PAYLOAD);

    private final Findings findings;
    private final Comparison comparison;
    private final List<Listing> lists = new ArrayList<>();

    private BagCheck(Findings findings, Comparison comparison) {
        this.findings = findings;
        this.comparison = comparison;
    }

    /// Reads a bag, every byte of it.
    ///
    /// @param more told how many more bytes were read
    /// @throws IOException when the folder is not there; what can not be read in it is a finding
    public static Verdict check(Path bag, LongConsumer more) throws IOException {
        Findings findings = new Findings();
        BagCheck check = new BagCheck(findings, Comparison.in(bag, findings));
        Optional<Declaration> declaration = check.declaration();
        if (declaration.isPresent()) {
            check.check(declaration.get(), more);
        }
        return findings.verdict(check.comparison.files().size(), check.comparison.bytes());
    }

    /// What a bag is without its payload's bytes.
    ///
    /// @param verdict of its lists, names and descriptions
    record Structure(Verdict verdict, Comparison comparison) {
        /// What the manifests say of a file, by its path in the bag.
        Map<Algorithm, String> digests(String name) {
            return comparison.digests(name);
        }
    }

    /// Reads a bag's lists and descriptions, and looks at the names of everything in it.
    static Structure structure(Path bag) throws IOException {
        Findings findings = new Findings();
        BagCheck check = new BagCheck(findings, Comparison.in(bag, findings));
        Optional<Declaration> declaration = check.declaration();
        if (declaration.isPresent()) {
            check.lists(declaration.get());
            check.comparison.compare(PAYLOAD.negate(), more -> {});
        }
        return new Structure(
                findings.verdict(check.comparison.files().size(), check.comparison.bytes()),
                check.comparison);
    }

    private Optional<Declaration> declaration() throws IOException {
        Path file = comparison.files().get(Declaration.NAME);
        if (file == null) {
            findings.problem(
                    Declaration.NAME, Problem.Kind.MISSING, "is missing: this is not a bag");
            return Optional.empty();
        }
        return Declaration.read(file, findings);
    }

    private void check(Declaration declaration, LongConsumer more) throws IOException {
        lists(declaration);
        comparison.compare(name -> true, more);
    }

    private void lists(Declaration declaration) throws IOException {
        readLists(declaration);
        List<Listing> payload = lists.stream().filter(list -> !list.tags()).toList();
        if (payload.isEmpty()) {
            findings.problem("manifest", Problem.Kind.MISSING, "is missing, of any algorithm");
        }
        FetchList fetch = fetch(declaration, payload);
        for (Listing list : lists) {
            Predicate<String> allowed = list.tags() ? PAYLOAD.negate() : PAYLOAD;
            comparison.expect(list, allowed, list.tags() ? Map.of() : fetch.addresses());
        }
        comparison.extras(payload, PAYLOAD, declaration.dialect().wantsAllInEach());
        checkOxum(declaration, fetch);
    }

    private void readLists(Declaration declaration) throws IOException {
        for (Map.Entry<String, Path> file : comparison.files().entrySet()) {
            Matcher name = MANIFEST.matcher(file.getKey());
            if (!name.matches()) {
                continue;
            }
            Optional<Algorithm> algorithm = Algorithm.named(name.group(2));
            if (algorithm.isEmpty()) {
                findings.malformed(
                        file.getKey(), "can not be checked: its algorithm is not known here");
                continue;
            }
            if (Files.size(file.getValue()) > MOST_BYTES) {
                findings.malformed(file.getKey(), "is larger than 256 MiB, which no list is");
                continue;
            }
            lists.add(
                    Listing.read(
                            file.getValue(),
                            file.getKey(),
                            algorithm.get(),
                            name.group(1) != null,
                            declaration.dialect(),
                            declaration.charset(),
                            findings));
        }
    }

    private FetchList fetch(Declaration declaration, List<Listing> payload) throws IOException {
        Path file = comparison.files().get(FetchList.NAME);
        if (file == null) {
            return FetchList.none();
        }
        FetchList fetch = FetchList.read(file, declaration, findings);
        Set<String> listed = new HashSet<>();
        for (Listing list : payload) {
            list.digests().keySet().forEach(name -> listed.add(list.dialect().decode(name)));
        }
        for (String name : fetch.addresses().keySet()) {
            if (!listed.contains(name)) {
                findings.malformed(name, "stands in " + FetchList.NAME + " and in no manifest");
            }
        }
        return fetch;
    }

    private void checkOxum(Declaration declaration, FetchList fetch) throws IOException {
        Path file = comparison.files().get(BagInfo.NAME);
        if (file == null) {
            return;
        }
        BagInfo info = BagInfo.read(file, declaration.charset(), findings);
        boolean whole = fetch.addresses().keySet().stream().allMatch(comparison::has);
        for (String said : info.all(BagInfo.OXUM)) {
            Matcher parts = OXUM.matcher(said);
            if (!parts.matches()) {
                findings.malformed(
                        BagInfo.NAME, BagInfo.OXUM + " is not '<bytes>.<files>': " + said);
            } else if (whole && !said.equals(oxum())) {
                findings.malformed(
                        BagInfo.NAME, BagInfo.OXUM + " says " + said + ", here are " + oxum());
            }
        }
    }

    private String oxum() throws IOException {
        long bytes = 0;
        long files = 0;
        for (Map.Entry<String, Path> file : comparison.files().entrySet()) {
            if (PAYLOAD.test(file.getKey())) {
                bytes += Files.size(file.getValue());
                files++;
            }
        }
        return bytes + "." + files;
    }
}
