package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class LoopbackAddressBookTest {

  @Test
  void isTheIdentityWhereEverythingMayBeBound() {
    var book = new LoopbackAddressBook(true, true);

    assertThat(book.bound("127.80.0.1", 80)).isEqualTo(new InetSocketAddress("127.80.0.1", 80));
  }

  @Test
  void movesLowPortsByEightThousandForAnOrdinaryUser() {
    var book = new LoopbackAddressBook(false, true);

    assertThat(book.bound("127.80.0.1", 443)).isEqualTo(new InetSocketAddress("127.80.0.1", 8443));
    assertThat(book.bound("127.80.0.1", 9000)).isEqualTo(new InetSocketAddress("127.80.0.1", 9000));
  }

  @Test
  void givesEveryAddressAStablePortOfItsOwnWhereOnlyOneAddressExists() {
    var book = new LoopbackAddressBook(true, false);

    InetSocketAddress first = book.bound("127.20.0.1", 9000);
    InetSocketAddress second = book.bound("127.20.0.2", 9000);

    assertThat(first.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(first).isNotEqualTo(second).isEqualTo(book.bound("127.20.0.1", 9000));
    assertThat(book.moved()).containsKeys("127.20.0.1:9000", "127.20.0.2:9000");
  }

  @Test
  void keepsThePortsOfTheFrontDoor() {
    var book = new LoopbackAddressBook(false, false);

    assertThat(book.bound("127.0.0.1", 80)).isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
  }

  @Test
  void leavesAddressesThatAreNotLoopbackAlone() {
    var book = new LoopbackAddressBook(false, false);

    assertThat(book.bound("10.0.0.5", 80)).isEqualTo(new InetSocketAddress("10.0.0.5", 80));
  }
}
