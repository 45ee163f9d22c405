package v2v.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.BadConfig;
import v2v.item.Settings;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ProxiesTest {
    @TempDir Path folder;

    private Proxies proxies(String words) throws IOException {
        Path file = Files.writeString(folder.resolve("v2v.properties"), "web.proxy = " + words);
        return Proxies.read(Settings.read(file));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,'203.0.113.5',203.0.113.5",
        "127.0.0.1,'6.6.6.6, 203.0.113.5',203.0.113.5",
        "127.0.0.1,'6.6.6.6,203.0.113.5, 10.0.0.2',203.0.113.5",
        "127.0.0.1,'[2001:db8::7]:4711',2001:db8::7",
        "127.0.0.1,'2001:db8::7',2001:db8::7",
        "127.0.0.1,'203.0.113.5:80',203.0.113.5",
        "127.0.0.1,'',127.0.0.1",
        "127.0.0.1,'unknown',127.0.0.1",
        "192.0.2.1,'203.0.113.5',192.0.2.1"
    })
    void onlyProxiesAreBelieved(String caller, String forwarded, String who) throws IOException {
        assertEquals(
                InetAddress.ofLiteral(who),
                proxies("127.0.0.1, 10.0.0.2")
                        .behind(InetAddress.ofLiteral(caller), List.of(forwarded)));
    }

    @Test
    void nobodyIsBelievedUntilSomebodyIsNamed() {
        InetAddress caller = InetAddress.getLoopbackAddress();
        assertEquals(caller, Proxies.NONE.behind(caller, List.of("203.0.113.5")));
        assertEquals(Proxies.NONE, Proxies.read(Settings.none()));
    }

    @Test
    void whatIsNoAddressIsNamed() {
        BadConfig bad = assertThrows(BadConfig.class, () -> proxies("proxy.example"));
        assertTrue(bad.toString().contains("found: proxy.example"), bad::toString);
    }
}
