package v2v.media.words;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tags inside cues of WebVTT and SRT. Those of styling that we do not keep (`font`, classes,
/// `{\pos(...)}`) are taken out, and in SRT whatever only looks like a tag stays as it is.
final class Markup {
    private static final Pattern VTT =
            Pattern.compile("<(/?)([a-z0-9:]*)([^>]*)>|&(#?[A-Za-z0-9]+);");

    private static final Pattern SRT =
            Pattern.compile("(?i)<(/?)(i|b|u|font)(\\s[^>]*)?>|\\{\\\\[^}]*\\}");

    private static final Pattern TOP = Pattern.compile("\\{\\\\an[789]\\}");

    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "nbsp", " ", "lrm", "\u200E", "rlm", "\u200F");

    private Markup() {}

    static boolean srtTop(String text) {
        return TOP.matcher(text).find();
    }

    static List<Line> srt(String text) {
        Lettering out = new Lettering();
        Matcher tag = SRT.matcher(text);
        int at = 0;
        while (tag.find()) {
            lines(out, text.substring(at, tag.start()));
            at = tag.end();
            if (tag.group(2) != null) {
                look(out, tag.group(2).toLowerCase(Locale.ROOT), tag.group(1).isEmpty());
            }
        }
        lines(out, text.substring(at));
        return out.lines();
    }

    static List<Line> vtt(String text) {
        Lettering out = new Lettering();
        Matcher tag = VTT.matcher(text);
        int at = 0;
        while (tag.find()) {
            lines(out, text.substring(at, tag.start()));
            at = tag.end();
            if (tag.group(4) != null) {
                out.write(entity(tag.group(4)));
            } else {
                look(out, tag.group(2), tag.group(1).isEmpty());
            }
        }
        lines(out, text.substring(at));
        return out.lines();
    }

    private static void look(Lettering out, String tag, boolean on) {
        switch (tag) {
            case "i" -> out.italic(on);
            case "b" -> out.bold(on);
            case "u" -> out.underline(on);
            default -> {
                // its words stay, its look is not one that we keep
            }
        }
    }

    private static void lines(Lettering out, String text) {
        String[] parts = text.split("\n", -1);
        out.write(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            out.endLine().write(parts[i]);
        }
    }

    private static String entity(String name) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, "&" + name + ";");
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        String digits = name.substring(hex ? 2 : 1);
        if (!digits.matches(hex ? "[0-9A-Fa-f]{1,6}" : "[0-9]{1,7}")) {
            return "&" + name + ";";
        }
        int code = Integer.parseInt(digits, hex ? 16 : 10);
        boolean letter = Character.isValidCodePoint(code) && !Character.isISOControl(code);
        return letter ? Character.toString(code) : "";
    }
}
