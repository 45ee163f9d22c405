<<<<<<< HEAD
/// Measurements against the tools that others use, in the same run on the same machine.
=======
/// Benchmarks: each prints ratios against another tool, measured in the same run.
>>>>>>> 5e945c09feeddc64884b8a692a42a1290a868de8
@NullMarked
package v2v.bench;

import org.jspecify.annotations.NullMarked;
