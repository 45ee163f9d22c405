package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The rules that a work must meet before it goes out, each with the code under which it is said
/// here and a test that trips it. The rules of the rights gate stand with their own cases in
/// `RulesTest`, those of a delivery are planted in `IntakeCheckTest`.
class RulebookTest {
    /// number, code, a file of tests that names it
    private static final String RULES =
            """
            I-001 MANIFEST_UNREADABLE cli/Vendor
            I-002 FILE_MISSING cli/Vendor
            I-003 CHECKSUM_MISMATCH pipeline/ReceptionTest
            I-004 FILE_NOT_IN_MANIFEST cli/Vendor
            I-005 DUPLICATE_ID cli/Vendor
            I-006 UNSAFE_PATH pipeline/ReceptionTest
            I-007 XML_ENTITY_REFUSED intake/HostileXmlFaultIT
            I-008 BAG_INVALID pipeline/ReceptionTest
            I-009 FILE_STILL_GROWING cli/Vendor
            B-101 LICENSE_MISSING rights/rule/cases
            B-102 LICENSE_UNKNOWN rights/rule/cases
            B-103 LICENSE_AMBIGUOUS rights/rule/cases
            B-104 LICENSE_CONFLICT rights/rule/cases
            B-105 RIGHTS_STATEMENT_IS_NOT_A_LICENSE rights/rule/cases
            B-106 LICENSE_RETIRED rights/rule/cases
            B-107 LICENSE_FORBIDS_DISTRIBUTION rights/rule/cases
            B-108 TERRITORY_LIMITED rights/rule/cases
            B-109 ATTRIBUTION_MISSING rights/rule/cases
            B-110 TITLE_REQUIRED_BY_LICENSE rights/rule/cases
            B-111 ND_ADAPTATION rights/rule/cases
            B-112 SA_INCOMPATIBLE rights/rule/cases
            B-113 NC_MIXED_INTO_FREE rights/rule/cases
            B-114 CC0_BY_NON_HOLDER rights/rule/cases
            B-115 PDM_WITHOUT_BASIS rights/rule/cases
            B-116 EMBARGO_ACTIVE pipeline/GateTest
            B-117 LICENSE_EXPIRES rights/rule/cases
            B-118 CLEARANCE_PENDING rights/rule/cases
            B-119 CLEARANCE_REFUSED rights/rule/cases
            B-120 THIRD_PARTY_UNDECLARED rights/rule/cases
            B-121 CONSENT_MISSING rights/rule/cases
            B-122 MUSIC_ND_SYNC rights/rule/cases
            B-123 HOLD_OPEN pipeline/GateTest
            B-124 APPROVALS_INSUFFICIENT pipeline/GateTest
            B-124 SELF_APPROVAL GateMediaIT
            B-126 ACCESS_RESTRICTION_ON_CC rights/rule/cases
            B-127 NEVER_PUBLISHED_UNCONFIRMED rights/rule/cases
            B-201 TITLE_MISSING rights/rule/cases
            B-202 DATE_NOT_EDTF rights/rule/cases
            B-203 LANGUAGE_NOT_BCP47 rights/rule/cases
            B-204 DESCRIPTION_MISSING rights/rule/cases
            W-205 LANGUAGE_MISMATCH rights/rule/cases
            W-206 DATE_IMPLAUSIBLE rights/rule/cases
            W-207 SUBTITLE_OVERLAP media/words/TimingTest
            W-207 SUBTITLE_PAST_END media/words/TimingTest
            B-303 TAG_LOST media/ReadBackMediaIT
            B-306 PRIVATE_DATA_IN_OUTPUT media/ReadBackMediaIT
            """;

    /// Said in other words: an approval that is stale is void (B-125), an output that does not
    /// decode or has another length is RENDITION_BAD (B-301, B-302), a master that is not lossless
    /// MASTER_BAD (B-304), and what differs from the release's list (B-305, B-307) is made again.
    private static final String OTHERWISE =
            """
            B-125 anApprovalIsVoidWhenAFileIsAdded pipeline/GateTest
            B-301 RENDITION_BAD media/QualitySearchMediaIT
            B-305 sendsBackWhatDiffersFromItsManifest torrent/TorrentsTest
            B-307 sendsBackWhatTheManifestDoesNotName torrent/TorrentsTest
            """;

    @Test
    void everyRuleIsSaidSomewhereAndTrippedByATest() throws IOException {
        List<String> missing = new ArrayList<>();
        String house = all(Path.of("src/main/java"), "item/Refusal.java");
        for (String line : RULES.lines().toList()) {
            String[] rule = line.split(" ", -1);
            if (!house.contains(rule[1])) {
                missing.add(rule[0] + " is said nowhere: " + rule[1]);
            }
        }
        for (String line : (RULES + OTHERWISE).lines().toList()) {
            String[] rule = line.split(" ", -1);
            if (!test(rule[2]).contains(rule[1])) {
                missing.add(rule[0] + " is not in " + rule[2] + ": " + rule[1]);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static String test(String name) throws IOException {
        Path java = Path.of("src/test/java/v2v", name + ".java");
        Path table = Path.of("src/test/resources/v2v", name + ".txt");
        return Files.readString(Files.exists(java) ? java : table);
    }

    private static String all(Path folder, String but) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (!file.endsWith(but)) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }
}
