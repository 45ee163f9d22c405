package v2v.catalog;

import v2v.item.Release;
import v2v.item.Released;

/// A work that is out, with everything that is said about it.
public record Published(Release release, Released released) {}
