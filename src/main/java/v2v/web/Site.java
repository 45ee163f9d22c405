package v2v.web;

import java.io.IOException;

/// What can be seen through one door, by path.
interface Site {
    /// What lies there.
    ///
    /// @param path plain, as [Address] gives it
    /// @throws IOException when the disk can not be read now
    Place at(String path) throws IOException;
}
