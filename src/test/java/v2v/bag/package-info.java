/// Tests of the bag room; `ConformanceTest` asks the suite that others wrote.
@NullMarked
package v2v.bag;

import org.jspecify.annotations.NullMarked;
