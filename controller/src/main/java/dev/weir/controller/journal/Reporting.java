package dev.weir.controller.journal;

import dev.weir.controller.kube.EventRecorder;
import dev.weir.controller.metric.ControllerMetrics;
import java.time.Clock;

/// Where reconcilers tell what they do, and the clock that they tell it by.
public record Reporting(
    EventRecorder events, ControllerMetrics metrics, ReconcileJournal journal, Clock clock) {}
