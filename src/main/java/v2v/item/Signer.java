package v2v.item;

/// Signs in the publisher's name (Ed25519, RFC 8032). The same document gives the same signature.
public interface Signer {
    /// By which everybody can prove it.
    OpenKey open();

    /// As the file beside a document holds it: one line of Base64.
    String signature(byte[] document);
}
