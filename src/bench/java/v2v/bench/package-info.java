/// Benchmarks: each prints ratios against another tool, measured in the same run.
@NullMarked
package v2v.bench;

import org.jspecify.annotations.NullMarked;
