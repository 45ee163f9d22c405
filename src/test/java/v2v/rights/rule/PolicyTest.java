package v2v.rights.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.BadConfig;
import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Json;
import v2v.item.Record;
import v2v.item.Refusal.Code;
import v2v.rights.Licenses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class PolicyTest {
    private static final List<Rule> RULES = Rules.all(false);
    private static final Path SHIPPED = Path.of("pipelines/policies");

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("house.properties"), text);
    }

    @Test
    void whatAHouseSaysCounts() throws IOException {
        Policy policy =
                Policy.read(
                        file(
                                """
                                # ours
                                TITLE_MISSING = off, we have numbers
                                ROLE_MISSING = warn , for now
                                NOT_FREE_CULTURAL = block, free or not at all, says the board
                                TERRITORY_LIMITED = block, of course
                                """),
                        RULES);
        assertEquals(Level.OFF, policy.level(Code.TITLE_MISSING));
        assertEquals(Level.WARN, policy.level(Code.ROLE_MISSING));
        assertEquals(Level.BLOCK, policy.level(Code.NOT_FREE_CULTURAL));
        // left out
        assertEquals(Level.BLOCK, policy.level(Code.PDM_WITHOUT_BASIS));
        assertEquals(Level.WARN, policy.level(Code.LANGUAGE_MISMATCH));
        assertEquals(Level.BLOCK, policy.level(Code.LICENSE_MISSING));
        assertEquals(Level.WARN, policy.level(Code.EMBARGO_ACTIVE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TERRITORY_LIMITED = warn, we only seed at home|TERRITORY_LIMITED: no policy may"
                        + " change this rule, it is always block: what is out can not be taken"
                        + " back",
                "CLEARANCE_PENDING = off, they never answer|CLEARANCE_PENDING: no policy may change"
                        + " this rule, it is always block: what is out can not be taken back",
                "ND_ADAPTATION = warn, it is only the sound|ND_ADAPTATION: no policy may change"
                        + " this rule, it is always block: what is out can not be taken back",
                "CC0_BY_NON_HOLDER = off, he will not mind|CC0_BY_NON_HOLDER: no policy may change"
                        + " this rule, it is always block: what is out can not be taken back",
                "EMBARGO_ACTIVE = off, news|EMBARGO_ACTIVE: no policy may change this rule, it is"
                        + " always warn: what is out can not be taken back",
                "TITLE_MISSING = maybe, says one|TITLE_MISSING: expected block, warn or off, then a"
                        + " comma and the reason, found: maybe, says one",
                "TITLE_MISSING = off|TITLE_MISSING: expected block, warn or off, then a comma and"
                        + " the reason, found: off",
                "TITLE_MISSING = off, |TITLE_MISSING: expected block, warn or off, then a comma and"
                        + " the reason, found: off,",
                "TITLE_MISSING =|TITLE_MISSING: expected block, warn or off, then a comma and the"
                        + " reason, found:",
            })
    void aWrongLineIsNamed(String line, String sentence) throws IOException {
        Path file = file("# ours\n\n" + line + "\n");
        BadConfig bad = assertThrows(BadConfig.class, () -> Policy.read(file, RULES));
        assertEquals(file + ":3: " + sentence, String.valueOf(bad.getMessage()).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TITEL_MISSING", "FILE_EMPTY", "title_missing"})
    void aCodeThatIsNoRuleIsNamed(String code) throws IOException {
        Path file = file("TITLE_MISSING = off, x\n" + code + " = off, x\n");
        BadConfig bad = assertThrows(BadConfig.class, () -> Policy.read(file, RULES));
        String start = file + ":2: " + code + ": no such setting; known are ACCESS_RESTRICTION";
        String message = String.valueOf(bad.getMessage());
        assertTrue(message.startsWith(start), message);
    }

    @Test
    void everyRuleThatIsFixedRefusesToBeLoosened() throws IOException {
        int fixed = 0;
        for (Rule rule : RULES) {
            if (rule.fixed()) {
                fixed++;
                Path file = file(rule.code() + " = off, x\n");
                assertThrows(BadConfig.class, () -> Policy.read(file, RULES), rule.code().name());
            }
        }
        assertEquals(20, fixed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "broadcaster"})
    void theShippedOnesNameEveryRuleThatCanBeSwitched(String name) throws IOException {
        Path file = SHIPPED.resolve(name + ".properties");
        Policy.read(file, RULES);
        List<String> named =
                Files.readAllLines(file).stream()
                        .filter(line -> line.matches("[A-Z].*"))
                        .map(line -> line.replaceFirst(" =.*", ""))
                        .sorted()
                        .toList();
        List<String> switchable =
                RULES.stream()
                        .filter(rule -> !rule.fixed())
                        .map(rule -> rule.code().name())
                        .sorted()
                        .toList();
        assertEquals(switchable, named);
    }

    /// What the research names as blocking a release, a broadcaster's house blocks.
    @Test
    void aBroadcasterBlocksWhatBlocks() throws IOException {
        Policy policy = Policy.read(SHIPPED.resolve("broadcaster.properties"), RULES);
        List<Code> lighter = new ArrayList<>();
        for (Rule rule : RULES) {
            if (rule.standard() == Level.BLOCK && policy.level(rule.code()) != Level.BLOCK) {
                lighter.add(rule.code());
            }
        }
        assertEquals(List.of(), lighter);
    }

    private static List<String> said(Policy policy, String json) {
        Case work =
                Case.of(
                        Json.read(json, Record.class),
                        "tape.mxf",
                        null,
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Licenses.load());
        return policy.judge(work).stream().map(f -> f.level() + " " + f.code()).toList();
    }

    /// `v2v release tape.mxf --license L --attribution NAME`: what a person is told.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CC BY 4.0|WARN TITLE_MISSING",
                "CC BY-SA 3.0|WARN TITLE_MISSING",
                "CC0|WARN TITLE_MISSING",
                "PDM|WARN PDM_WITHOUT_BASIS, WARN TITLE_MISSING",
                "CC BY-NC-ND 4.0|WARN TITLE_MISSING, WARN NOT_FREE_CULTURAL",
                "CC BY|BLOCK LICENSE_AMBIGUOUS, WARN TITLE_MISSING",
            })
    void littleIsAskedOfOnePerson(String license, String findings) throws IOException {
        Policy policy = Policy.read(SHIPPED.resolve("simple.properties"), RULES);
        String json = "{\"rights\":{\"license\":\"" + license + "\",\"attributionName\":\"A\"}}";
        assertEquals(findings, String.join(", ", said(policy, json)));
    }

    @Test
    void everythingIsSaidAtOnceTheLicenceFirst() throws IOException {
        Policy policy = Policy.read(SHIPPED.resolve("broadcaster.properties"), RULES);
        assertEquals(
                List.of(
                        "BLOCK LICENSE_MISSING",
                        "BLOCK TERRITORY_LIMITED",
                        "BLOCK ROLE_MISSING",
                        "BLOCK CLEARANCE_PENDING",
                        "BLOCK THIRD_PARTY_UNDECLARED",
                        "WARN EMBARGO_ACTIVE",
                        "BLOCK TITLE_MISSING",
                        "BLOCK DESCRIPTION_MISSING",
                        "WARN DATE_MISSING",
                        "WARN LANGUAGE_MISSING"),
                said(
                        policy,
                        "{\"rights\":{\"territory\":\"DE\",\"embargoUntil\":"
                                + "\"2030-01-01T00:00:00Z\"},\"clearances\":"
                                + "[{\"kind\":\"music\"}]}"));
    }

    /// A finding that is only a remark in itself stays one.
    @Test
    void noPolicyMakesMoreOfARemark() {
        Policy policy = Policy.standard(RULES);
        Finding embargo =
                policy
                        .judge(
                                Case.of(
                                        Json.read(
                                                "{\"rights\":{\"embargoUntil\":"
                                                        + "\"2030-01-01T00:00:00Z\"}}",
                                                Record.class),
                                        "tape.mxf",
                                        null,
                                        Instant.EPOCH,
                                        Licenses.load()))
                        .stream()
                        .filter(finding -> finding.code() == Code.EMBARGO_ACTIVE)
                        .findFirst()
                        .orElseThrow();
        assertEquals(Level.WARN, embargo.level());
    }
}
