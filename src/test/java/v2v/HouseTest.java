package v2v;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The arrows between the rooms, and the manners of the house.
class HouseTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("v2v");

    @Test
    void theHouseIsThere() {
        assertTrue(HOUSE.size() > 50, "classes found: " + HOUSE.size());
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching("v2v.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intake", "media", "rights", "release", "catalog", "torrent", "bag", "ledger", "web"
            })
    void aRoomSeesOnlyTheWords(String room) {
        noClasses()
                .that()
                .resideInAPackage("v2v." + room + "..")
                .should()
                .dependOnClassesThat(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are of another room",
                                other ->
                                        other.getPackageName().startsWith("v2v.")
                                                && !other.getPackageName().equals("v2v.item")
                                                && !(other.getPackageName() + ".")
                                                        .startsWith("v2v." + room + ".")))
                .check(HOUSE);
    }

    @Test
    void theWordsSeeNobody() {
        noClasses()
                .that()
                .resideInAPackage("v2v.item..")
                .should()
                .dependOnClassesThat(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are of a room",
                                other ->
                                        other.getPackageName().startsWith("v2v.")
                                                && !other.getPackageName().equals("v2v.item")))
                .check(HOUSE);
    }

    @Test
    void thePipelineDoesNotSeeTheCommands() {
        noClasses()
                .that()
                .resideInAPackage("v2v.pipeline..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("v2v.cli..")
                .check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "org.bytedeco.., media",
        "bt.., torrent",
        "com.google.inject.., torrent",
        "org.apache.lucene.., catalog",
        "io.micrometer.., pipeline",
        "org.apache.camel.., pipeline",
        "org.apache.kafka.., pipeline",
        "java.sql.., ledger",
        "org.apache.commons.csv.., intake",
        "com.adobe.., rights",
        "io.vertx.., web",
        "picocli.., cli",
        "org.yaml.., media",
    })
    void aHeavyLibraryLivesInOneRoom(String library, String room) {
        classes()
                .that(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "use " + library,
                                c ->
                                        c.getDirectDependenciesFromSelf().stream()
                                                .anyMatch(d ->
                                                        com.tngtech.archunit.core.domain
                                                                .PackageMatcher.of(library)
                                                                .matches(
                                                                        d.getTargetClass()
                                                                                .getPackageName()))))
                .should()
                .resideInAPackage("v2v." + room + "..")
                .check(HOUSE);
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Service|Dto)")
                .check(HOUSE);
    }

    @Test
    void everyRoomHasItsSentence() throws IOException {
        List<String> without = new ArrayList<>();
        try (var rooms = Files.list(Path.of("src/main/java/v2v"))) {
            for (Path room : rooms.sorted().toList()) {
                Path info = room.resolve("package-info.java");
                if (!Files.exists(info)
                        || !Files.readString(info).startsWith("/// ")
                        || !Files.readString(info).contains("@NullMarked")) {
                    without.add(room.toString());
                }
            }
        }
        assertEquals(List.of(), without);
    }

    /// Whatever is caught without a name is hidden: only the pipeline's edge and the commands' may
    /// do it.
    @Test
    void nobodyCatchesEverything() throws IOException {
        Pattern everything = Pattern.compile("catch \\((Exception|Throwable|RuntimeException) ");
        List<String> guilty = new ArrayList<>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                boolean edge = file.toString().matches(".*/v2v/(pipeline|cli)/.*");
                if (!edge && everything.matcher(Files.readString(file)).find()) {
                    guilty.add(file.toString());
                }
            }
        }
        assertEquals(List.of(), guilty);
    }
}
