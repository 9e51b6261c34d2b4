/// The controllers that make a cluster of one machine out of stored objects.
///
/// Each controller reads the store, decides, and writes the store; a work queue of its own tells it
/// which object to look at. Nothing is kept in memory that a restart could not find again, except
/// for the listening sockets of the simulated pods.
@NullMarked
package dev.weir.kube.cluster;

import org.jspecify.annotations.NullMarked;
