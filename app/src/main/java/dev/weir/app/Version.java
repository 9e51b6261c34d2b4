package dev.weir.app;

import picocli.CommandLine.IVersionProvider;

/// The version that the build put into the jar.
final class Version implements IVersionProvider {
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"weir " + current() + " (Java " + Runtime.version() + ")"};
  }
}
