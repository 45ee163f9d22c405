/// Benchmarks: mains that print ratios against the tools that others use, measured in the same run.
@NullMarked
package v2v.bench;

import org.jspecify.annotations.NullMarked;
