package v2v.release;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/// The half of a publisher's Ed25519 key (RFC 8032) that everybody may have, and that proves what
/// the other half signed.
record OpenKey(PublicKey key) {
    /// Reads a SubjectPublicKeyInfo in PEM (RFC 7468).
    ///
    /// @throws IllegalArgumentException when it is no such key
    static OpenKey read(String pem) {
        try {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(der(pem));
            return new OpenKey(KeyFactory.getInstance("Ed25519").generatePublic(spec));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("is no Ed25519 public key in PEM", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// Whether the other half of this key signed these bytes.
    boolean verifies(byte[] message, byte[] signed) {
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

    byte[] pem() {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /// SHA-256 of the SubjectPublicKeyInfo: short enough to be printed and read out.
    String fingerprint() {
        return Manifest.digest(key.getEncoded()).hex();
    }

    static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    static byte[] pem(String label, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
