package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Refusal.Code;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How grave a house finds what the rules find: a file of `pipelines/policies`, one line a rule,
/// `CODE = block|warn|off, reason in words`.
///
/// A rule that it leaves out has its own level. A fixed one can not be loosened: a policy that
/// tries is refused with its line, before anything is worked on.
public final class Policy {
    private static final String FORM = "expected block, warn or off, then a comma and the reason";

    private final List<Rule> rules;
    private final Map<Code, Level> levels;

    private Policy(List<Rule> rules, Map<Code, Level> levels) {
        this.rules = rules;
        this.levels = levels;
    }

    /// Every rule at its own level.
    public static Policy standard(List<Rule> rules) {
        return new Policy(
                List.copyOf(rules),
                rules.stream().collect(Collectors.toMap(Rule::code, Rule::standard)));
    }

    /// The policy that a file says, line by line.
    ///
    /// @throws BadConfig with file and line when it names no rule, no level or no reason, or
    ///   loosens what is fixed
    public static Policy read(Path file, List<Rule> rules) throws IOException {
        Settings lines = Settings.read(file);
        Map<Code, Level> levels = new HashMap<>();
        for (Rule rule : rules) {
            levels.put(rule.code(), level(lines, rule));
        }
        lines.refuseUnknown();
        return new Policy(List.copyOf(rules), Map.copyOf(levels));
    }

    private static Level level(Settings lines, Rule rule) {
        String key = rule.code().name();
        String own = rule.standard().name().toLowerCase(Locale.ROOT);
        String line = lines.text(key, own + ", as the rule itself says");
        String[] sides = line.split(",", 2);
        Level level =
                switch (sides[0].strip()) {
                    case "block" -> Level.BLOCK;
                    case "warn" -> Level.WARN;
                    case "off" -> Level.OFF;
                    default -> throw lines.bad(key, FORM + ", found: " + line);
                };
        if (sides.length < 2 || sides[1].isBlank()) {
            throw lines.bad(key, FORM + ", found: " + line);
        }
        if (rule.fixed() && level != rule.standard()) {
            throw lines.bad(
                    key,
                    "no policy may change this rule, it is always "
                            + own
                            + ": what is out can not be taken back");
        }
        return level;
    }

    public Level level(Code code) {
        return levels.getOrDefault(code, Level.OFF);
    }

    /// All that the rules find, the licence first, each as grave as this house finds it.
    public List<Finding> judge(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Rule rule : rules) {
            Level most = level(rule.code());
            if (most != Level.OFF) {
                rule.check(work).forEach(finding -> all.add(atMost(most, finding)));
            }
        }
        return List.copyOf(all);
    }

    private static Finding atMost(Level most, Finding finding) {
        return finding.blocks() && most == Level.WARN
                ? new Finding(
                        Level.WARN,
                        finding.code(),
                        finding.message(),
                        finding.fix(),
                        finding.place())
                : finding;
    }
}
