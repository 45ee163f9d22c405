package v2v.release;

import v2v.item.License;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a licence allows and asks, in our own short words. The deed and the legal code at the
/// licence's address are what counts.
///
/// @param allows what anybody may do
/// @param asks what must then be done, or left; empty where nothing must
/// @param remark one more sentence without its full stop; empty where there is none
record Terms(List<String> allows, List<String> asks, String remark) {
    /// Whether the tool says that there is no copyright, or gives it up.
    static boolean free(License license) {
        return switch (license.unit()) {
            case "zero", "mark", "certification" -> true;
            default -> false;
        };
    }

    static Terms of(License license) {
        return switch (license.unit()) {
            case "zero" ->
                    new Terms(
                            List.of(
                                    "Use it for anything: copy, change, perform and sell it,"
                                            + " without asking"),
                            List.of(),
                            "To say where it comes from is a courtesy, not a duty");
            case "mark", "certification" ->
                    new Terms(
                            List.of(
                                    "Use it as you like where no copyright is in force: none is"
                                            + " known"),
                            List.of(),
                            "Nothing is granted here: look at the law of your own country");
            default -> licensed(license, Set.of(license.unit().split("-", -1)));
        };
    }

    private static Terms licensed(License license, Set<String> parts) {
        boolean sampling = parts.contains("sampling+");
        boolean paid = !parts.contains("nc") && !sampling;
        List<String> allows = new ArrayList<>();
        allows.add(
                paid
                        ? "Share – copy it and pass it on, in any medium, also commercially"
                        : "Share – copy it and pass it on, in any medium, but not commercially");
        if (sampling) {
            allows.add("Sample – use parts of it in something new");
        } else if (!parts.contains("nd")) {
            allows.add("Adapt – change it and build on it");
        }
        return new Terms(List.copyOf(allows), asks(license, parts), "");
    }

    private static List<String> asks(License license, Set<String> parts) {
        List<String> asks = new ArrayList<>();
        if (license.needsAttribution()) {
            asks.add(
                    "Give credit – name whom ATTRIBUTION.txt names, link the licence, say what you"
                            + " changed");
        }
        if (parts.contains("nc")) {
            asks.add("Keep it non-commercial – no use that is mainly for money");
        }
        if (parts.contains("nd")) {
            asks.add("Leave it unchanged – a changed version may not be passed on");
        }
        if (parts.contains("sa")) {
            asks.add(
                    "Share alike – pass a changed version on under the same licence or one that"
                            + " it names as compatible");
        }
        if (parts.contains("sampling+")) {
            asks.add("Keep it out of advertising – the whole, and its parts");
        }
        asks.add("Add no locks – no further terms and no copy protection on top");
        return List.copyOf(asks);
    }
}
