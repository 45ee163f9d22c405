package v2v.item;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The half of a publisher's Ed25519 key (RFC 8032) that everybody may have, and that proves what
/// the other half signed.
public record OpenKey(PublicKey key) {
    /// What SubjectPublicKeyInfo writes before the 32 bytes (RFC 8410).
    private static final byte[] BEFORE = HexFormat.of().parseHex("302a300506032b6570032100");

    /// Reads a SubjectPublicKeyInfo in PEM (RFC 7468).
    ///
    /// @throws IllegalArgumentException when it is no such key
    public static OpenKey read(String pem) {
        try {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(der(pem));
            return new OpenKey(KeyFactory.getInstance("Ed25519").generatePublic(spec));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("is no Ed25519 public key in PEM", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// From its 32 bytes alone (RFC 8032).
    ///
    /// @throws IllegalArgumentException when they are no such key
    public static OpenKey ofRaw(byte[] raw) {
        byte[] der = Arrays.copyOf(BEFORE, BEFORE.length + raw.length);
        System.arraycopy(raw, 0, der, BEFORE.length, raw.length);
        return read(Base64.getEncoder().encodeToString(der));
    }

    /// Its 32 bytes alone (RFC 8032): what follows the name of the algorithm (RFC 8410).
    public byte[] raw() {
        byte[] der = key.getEncoded();
        return Arrays.copyOfRange(der, BEFORE.length, der.length);
    }

    /// Whether a signature file of ours, one line of Base64, is of these bytes and this key.
    public boolean verifiesLine(byte[] message, byte[] line) {
        try {
            String text = new String(line, StandardCharsets.ISO_8859_1);
            byte[] signed = Base64.getDecoder().decode(text.strip());
            // Base64 has several spellings for the same bytes; ours is the one
            return text.equals(Base64.getEncoder().encodeToString(signed) + "\n")
                    && verifies(message, signed);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /// Whether the other half of this key signed these bytes.
    public boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException notOfThisKey) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// SubjectPublicKeyInfo in PEM (RFC 7468).
    public byte[] pem() {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /// SHA-256 of the SubjectPublicKeyInfo: short enough to be printed and read out.
    public String fingerprint() {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded())).hex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// What stands between the lines of a PEM file.
    public static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    /// PEM with a label such as `PRIVATE KEY`.
    public static byte[] pem(String label, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
