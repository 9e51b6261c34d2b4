/// The authenticating actions: sign-in with OpenID Connect and Cognito, and validation of JSON Web
/// Tokens. Runs on virtual threads, may block, and never touches an event loop.
@NullMarked
package dev.weir.proxy.auth;

import org.jspecify.annotations.NullMarked;
