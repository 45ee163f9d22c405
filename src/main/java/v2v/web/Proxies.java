package v2v.web;

import v2v.item.Settings;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Web servers in front of this one (for TLS, most likely) that say whom they speak for. Nobody
/// else is believed: a stranger who writes `X-Forwarded-For` himself could be anybody.
///
/// @param addresses from which they call
public record Proxies(Set<InetAddress> addresses) {
    /// Nobody stands in front.
    public static final Proxies NONE = new Proxies(Set.of());

    public Proxies {
        addresses = Set.copyOf(addresses);
    }

    /// What the operator wrote: `web.proxy`, addresses with blanks or commas between them.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static Proxies read(Settings settings) {
        Set<InetAddress> addresses = new HashSet<>();
        for (String word : settings.text("web.proxy", "").split("[ ,]+", -1)) {
            try {
                if (!word.isEmpty()) {
                    addresses.add(InetAddress.ofLiteral(word));
                }
            } catch (IllegalArgumentException e) {
                throw settings.bad(
                        "web.proxy", "expected addresses such as 127.0.0.1, found: " + word);
            }
        }
        return new Proxies(addresses);
    }

    /// Who asks in truth. Each proxy writes behind the others from whom it heard, so the last that
    /// is no proxy is meant; what stands before it anybody may have written.
    ///
    /// @param caller who is connected
    /// @param forwarded the values of `X-Forwarded-For`, in their order
    InetAddress behind(InetAddress caller, List<String> forwarded) {
        InetAddress who = caller;
        String[] all = String.join(",", forwarded).split(",", -1);
        for (int i = all.length - 1; i >= 0 && addresses.contains(who); i--) {
            try {
                who = InetAddress.ofLiteral(bare(all[i].strip()));
            } catch (IllegalArgumentException e) {
                return who;
            }
        }
        return who;
    }

    /// Without brackets and port, which some write too.
    private static String bare(String address) {
        return address.replaceFirst("^\\[([^\\]]*)\\](:[0-9]+)?$", "$1")
                .replaceFirst("^([0-9.]+):[0-9]+$", "$1");
    }
}
