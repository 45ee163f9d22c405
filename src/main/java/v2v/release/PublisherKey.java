package v2v.release;

import v2v.item.BadConfig;
import v2v.item.OpenKey;
import v2v.item.Signer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The publisher's Ed25519 key (RFC 8032), made on first use and kept in the library's `keys`
/// folder. Its signatures are deterministic: signing again gives the same bytes.
record PublisherKey(PrivateKey secret, OpenKey open) implements Signer {
    private static final String SECRET = "publisher-private.pem";
    private static final String OPEN = "publisher-key.pem";

    /// Reads the key, or makes it. The secret half is written last: while it is missing there is no
    /// key yet, so that a crash between the two leaves nothing half.
    static synchronized PublisherKey in(Path folder) throws IOException {
        Path secret = folder.resolve(SECRET);
        if (!isIn(folder)) {
            make(folder);
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            PublisherKey key =
                    new PublisherKey(
                            factory.generatePrivate(new PKCS8EncodedKeySpec(pem(secret))),
                            OpenKey.read(Files.readString(folder.resolve(OPEN))));
            if (!key.open().verifies(new byte[0], key.sign(new byte[0]))) {
                throw new BadConfig(secret.toString(), OPEN + " beside it is of another key");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadConfig(secret.toString(), "is no Ed25519 key in PEM (" + e + ")");
        }
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(SECRET));
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Disk.write(folder.resolve(OPEN), new OpenKey(pair.getPublic()).pem());
            Disk.writeSecret(
                    folder.resolve(SECRET),
                    OpenKey.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    /// The signature of a document as the file beside it holds it: one line of Base64.
    @Override
    public String signature(byte[] document) {
        return Base64.getEncoder().encodeToString(sign(document)) + "\n";
    }

    byte[] openPem() {
        return open.pem();
    }

    String fingerprint() {
        return open.fingerprint();
    }

    private static byte[] pem(Path file) throws IOException {
        return OpenKey.der(Files.readString(file));
    }
}
