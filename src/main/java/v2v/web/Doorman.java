package v2v.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Knows who asks, and whether he may see what is not for everybody.
///
/// @param proxies who may speak for others
/// @param guests who may see the console
record Doorman(Proxies proxies, Guests guests) {
    /// By these a web server in front of us says that it speaks for somebody.
    private static final List<String> SPOKEN_FOR =
            List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via");

    /// Who asks in truth; empty when he is gone already.
    Optional<InetSocketAddress> caller(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        if (peer == null) {
            return Optional.empty();
        }
        List<String> forwarded = request.headers().getAll("X-Forwarded-For");
        InetAddress who = proxies.behind(InetAddress.ofLiteral(peer.hostAddress()), forwarded);
        return Optional.of(new InetSocketAddress(who, peer.port()));
    }

    boolean welcome(HttpServerRequest request) {
        return caller(request)
                .map(InetSocketAddress::getAddress)
                .filter(who -> guests.named(who) || (who.isLoopbackAddress() && here(request)))
                .isPresent();
    }

    /// Whether somebody at this machine has typed this machine's address: not a web server here
    /// that nobody has told us of and that speaks for all the world, and not a page of somebody
    /// else's whose name was made to point here.
    private static boolean here(HttpServerRequest request) {
        String host =
                request.authority() == null
                        ? ""
                        : request.authority().host().toLowerCase(Locale.ROOT);
        return SPOKEN_FOR.stream().noneMatch(request.headers()::contains)
                && (host.equals("localhost") || literal(host));
    }

    private static boolean literal(String host) {
        try {
            return InetAddress.ofLiteral(host.replaceFirst("^\\[(.*)]$", "$1")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
