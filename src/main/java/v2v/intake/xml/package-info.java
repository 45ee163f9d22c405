/// Read XML of strangers: small trees of bounded size, and nothing from anywhere else.
///
/// Vendors, broadcasters and libraries send XML; so do people who mean harm. The reader
/// ([v2v.intake.xml.XmlReader]) streams, refuses every DOCTYPE, asks no network and no disk, and
/// keeps only the elements that its caller asks for, each with its place in the document as an
/// XPath ([v2v.intake.xml.XmlElement]). It knows no vocabulary: those stand beside it in
/// [v2v.intake].
@NullMarked
package v2v.intake.xml;

import org.jspecify.annotations.NullMarked;
