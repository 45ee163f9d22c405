package v2v.rights;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.options.SerializeOptions;

import v2v.item.License;
import v2v.rights.rule.Line;

/// Writes the XMP packet (ISO 16684-1) that images carry, with the properties that Creative Commons
/// recommends: xmpRights, cc, and dc:rights.
final class Xmp {
    private static final String CC = "http://creativecommons.org/ns#";

    private Xmp() {}

    static String packet(Marks marks) {
        try {
            XMPMetaFactory.getSchemaRegistry().registerNamespace(CC, "cc");
            XMPMeta meta = XMPMetaFactory.create();
            core(meta, marks);
            rights(meta, marks);
            SerializeOptions form = new SerializeOptions();
            form.setOmitPacketWrapper(false).setUseCompactFormat(true).setPadding(0);
            return XMPMetaFactory.serializeToString(meta, form);
        } catch (XMPException e) {
            throw new IllegalStateException("the XMP packet could not be written", e);
        }
    }

    private static void core(XMPMeta meta, Marks marks) throws XMPException {
        words(meta, XMPConst.NS_DC, "title", marks.title());
        words(meta, XMPConst.NS_DC, "rights", marks.notice());
        PropertyOptions ordered = new PropertyOptions().setArrayOrdered(true);
        for (String author : marks.authors()) {
            meta.appendArrayItem(XMPConst.NS_DC, "creator", ordered, author, null);
        }
        if (!marks.attribution().isEmpty()) {
            meta.setProperty(CC, "attributionName", Line.of(marks.attribution(), 300));
        }
    }

    /// Marked is true where a copyright is claimed and false in the public domain.
    private static void rights(XMPMeta meta, Marks marks) throws XMPException {
        License license = marks.license();
        boolean free =
                switch (license.unit()) {
                    case "zero", "mark", "certification" -> true;
                    default -> false;
                };
        meta.setPropertyBoolean(XMPConst.NS_XMP_RIGHTS, "Marked", !free);
        meta.setProperty(XMPConst.NS_XMP_RIGHTS, "WebStatement", license.url());
        words(meta, XMPConst.NS_XMP_RIGHTS, "UsageTerms", Line.of(marks.terms(), 2000));
        meta.setProperty(CC, "license", license.rdfUri(), resource());
        String url = marks.record().rights().attributionUrl();
        if (url != null && !url.isBlank()) {
            meta.setProperty(CC, "attributionURL", Line.of(url, 300), resource());
        }
    }

    private static PropertyOptions resource() {
        return new PropertyOptions().setURI(true);
    }

    private static void words(XMPMeta meta, String space, String name, String text)
            throws XMPException {
        meta.setLocalizedText(space, name, null, XMPConst.X_DEFAULT, Line.of(text, 2000));
    }
}
