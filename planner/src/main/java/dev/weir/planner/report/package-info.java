/// What users read about plans: the plan in words, warnings and limits that AWS would refuse to
/// exceed.
@NullMarked
package dev.weir.planner.report;

import org.jspecify.annotations.NullMarked;
