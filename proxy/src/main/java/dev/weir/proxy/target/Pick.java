package dev.weir.proxy.target;

/// A target as one request came to it; each slot keeps its four, so that none is made per request.
///
/// @param stuck whether a stickiness cookie chose it
/// @param crossSite whether the browser wants `SameSite=None; Secure` on application stickiness
///   cookies
record Pick(TargetSlot slot, boolean stuck, boolean crossSite) {}
