package dev.weir.proxy.engine;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/// How sockets are made: epoll where Linux offers it (NIO costs about 15 % more CPU per request,
/// see the module's documentation), NIO elsewhere.
record Transport(
    String name,
    IoHandlerFactory ioHandler,
    Class<? extends ServerSocketChannel> serverSocket,
    Class<? extends SocketChannel> socket) {
  /// When the other side is asked to wait, in bytes that a connection has not taken yet. Netty's 64
  /// KiB paused and resumed the target once for every 64 KiB body, at two system calls each.
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  static Transport best() {
    return Epoll.isAvailable()
        ? new Transport(
            "epoll",
            EpollIoHandler.newFactory(),
            EpollServerSocketChannel.class,
            EpollSocketChannel.class)
        : new Transport(
            "nio", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
  }
}
