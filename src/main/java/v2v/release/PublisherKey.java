package v2v.release;

import v2v.item.BadConfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// The publisher's Ed25519 key (RFC 8032), made on first use and kept in the library's `keys`
/// folder. Its signatures are deterministic: signing again gives the same bytes.
record PublisherKey(PrivateKey secret, PublicKey open) {
    private static final String SECRET = "publisher-private.pem";
    private static final String OPEN = "publisher-key.pem";

    /// Reads the key, or makes it. The secret half is written last: while it is missing there is no
    /// key yet, so that a crash between the two leaves nothing half.
    static synchronized PublisherKey in(Path folder) throws IOException {
        Path secret = folder.resolve(SECRET);
        if (!Files.exists(secret)) {
            make(folder);
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            PublisherKey key =
                    new PublisherKey(
                            factory.generatePrivate(new PKCS8EncodedKeySpec(pem(secret))),
                            factory.generatePublic(
                                    new X509EncodedKeySpec(pem(folder.resolve(OPEN)))));
            if (!key.verifies(new byte[0], key.sign(new byte[0]))) {
                throw new BadConfig(secret.toString(), OPEN + " beside it is of another key");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadConfig(secret.toString(), "is no Ed25519 key in PEM (" + e + ")");
        }
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Disk.write(folder.resolve(OPEN), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            Disk.writeSecret(
                    folder.resolve(SECRET), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
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

    private boolean verifies(byte[] message, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(open);
        signature.update(message);
        return signature.verify(signed);
    }

    /// The public half as SubjectPublicKeyInfo in PEM (RFC 7468).
    byte[] openPem() {
        return pem("PUBLIC KEY", open.getEncoded());
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    String fingerprint() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(open.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] pem(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return Base64.getMimeDecoder().decode(text);
    }

    private static byte[] pem(String label, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
