package dev.weir.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP/2 target in clear text with prior knowledge: answers with method, path and body, and a
/// trailer.
final class Http2Target implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger connections = new AtomicInteger();
  private final Channel server;

  private Http2Target() {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.incrementAndGet();
                    channel
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer().build(),
                            new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                  @Override
                                  protected void initChannel(Channel stream) {
                                    stream.pipeline().addLast(new Echo());
                                  }
                                }));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  static Http2Target start() {
    return new Http2Target();
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  int connections() {
    return connections.get();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    private final StringBuilder answer = new StringBuilder();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      boolean end = false;
      if (frame instanceof Http2HeadersFrame head) {
        answer.append(head.headers().method()).append(' ').append(head.headers().path());
        end = head.isEndStream();
      } else if (frame instanceof Http2DataFrame data) {
        if (answer.indexOf(" ", answer.indexOf("/")) < 0) {
          answer.append(' ');
        }
        answer.append(data.content().toString(StandardCharsets.UTF_8));
        end = data.isEndStream();
      }
      ReferenceCountUtil.release(frame);
      if (end) {
        answer(ctx);
      }
    }

    private void answer(ChannelHandlerContext ctx) {
      if (answer.indexOf("/hints") >= 0) {
        ctx.write(
            new DefaultHttp2HeadersFrame(
                new DefaultHttp2Headers().status("103").add("link", "</a.css>")));
      }
      ctx.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
      ByteBuf body = Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8);
      ctx.write(new DefaultHttp2DataFrame(body));
      ctx.writeAndFlush(
          new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().add("grpc-status", "0"), true));
    }
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }
}
