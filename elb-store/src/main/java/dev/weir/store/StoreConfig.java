package dev.weir.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How a store is set up.
///
/// @param account twelve digits
/// @param dnsSuffix the end of load balancers' DNS names, after the region
/// @param addressRange the IPv4 block out of which every load balancer gets an address of its own
/// @param quotas of the account
/// @param provisioningDelay how long a new load balancer stays `provisioning` at least
/// @param random where identifiers come from
public record StoreConfig(
    String region,
    String account,
    String dnsSuffix,
    String addressRange,
    Quotas quotas,
    Duration provisioningDelay,
    Clock clock,
    RandomGenerator random,
    Journal journal) {

  /// A store that forgets everything when it is closed.
  public static StoreConfig inMemory() {
    return of(new MemoryJournal());
  }

  /// A store whose state is in this directory, which is made when it is missing.
  ///
  /// @throws JournalException when the directory or its journal cannot be used
  public static StoreConfig in(Path directory) {
    return of(FileJournal.open(directory));
  }

  /// The local world: region `eu-west-1`, account `000000000000`, addresses of `127.80.0.0/16`.
  public static StoreConfig of(Journal journal) {
    return new StoreConfig(
        "eu-west-1",
        "000000000000",
        "elb.localhost",
        "127.80.0.0/16",
        Quotas.USUAL,
        Duration.ZERO,
        Clock.systemUTC(),
        new SecureRandom(),
        journal);
  }

  public StoreConfig withRegion(String newRegion, String newAccount) {
    return new StoreConfig(
        newRegion,
        newAccount,
        dnsSuffix,
        addressRange,
        quotas,
        provisioningDelay,
        clock,
        random,
        journal);
  }

  public StoreConfig withAddressRange(String newAddressRange) {
    return new StoreConfig(
        region,
        account,
        dnsSuffix,
        newAddressRange,
        quotas,
        provisioningDelay,
        clock,
        random,
        journal);
  }

  public StoreConfig withQuotas(Quotas newQuotas) {
    return new StoreConfig(
        region,
        account,
        dnsSuffix,
        addressRange,
        newQuotas,
        provisioningDelay,
        clock,
        random,
        journal);
  }

  public StoreConfig withProvisioningDelay(Duration newDelay) {
    return new StoreConfig(
        region, account, dnsSuffix, addressRange, quotas, newDelay, clock, random, journal);
  }

  public StoreConfig withClock(Clock newClock) {
    return new StoreConfig(
        region,
        account,
        dnsSuffix,
        addressRange,
        quotas,
        provisioningDelay,
        newClock,
        random,
        journal);
  }

  public StoreConfig withRandom(RandomGenerator newRandom) {
    return new StoreConfig(
        region,
        account,
        dnsSuffix,
        addressRange,
        quotas,
        provisioningDelay,
        clock,
        newRandom,
        journal);
  }
}
