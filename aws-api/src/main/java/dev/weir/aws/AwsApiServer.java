package dev.weir.aws;

import dev.weir.aws.wire.WireRequest;
import dev.weir.aws.wire.WireResponse;
import dev.weir.elb.TargetHealthSource;
import dev.weir.store.ElbStore;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The AWS endpoint: every API on one port, as AWS clients expect of a local endpoint.
///
/// ```
/// aws --endpoint-url http://127.0.0.1:4566 elbv2 describe-load-balancers
/// ```
public final class AwsApiServer implements AutoCloseable {
  private final WebServer server;

  private AwsApiServer(WebServer server) {
    this.server = server;
  }

  /// Binds the port and starts to answer.
  ///
  /// @param health where the health of targets is asked for
  /// @throws IllegalStateException when the port cannot be bound; the message names it
  public static AwsApiServer start(AwsApiConfig config, ElbStore store, TargetHealthSource health) {
    Dispatcher dispatcher = new Dispatcher(config, store, health);
    WebServer server =
        WebServer.builder()
            .address(address(config.address()))
            .port(config.port())
            .shutdownHook(false)
            .contentEncoding(encoding -> encoding.addContentEncoding(new AwsChunked()))
            .routing(routing ->
                routing.any((request, response) -> answer(dispatcher, request, response)))
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The AWS endpoint cannot listen on "
              + config.address()
              + ":"
              + config.port()
              + ". Is the port taken? Choose another, or 0 for a free one",
          e);
    }
    return new AwsApiServer(server);
  }

  private static InetAddress address(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("AWS endpoint address: '" + address + "'", e);
    }
  }

  private static void answer(
      Dispatcher dispatcher, ServerRequest request, ServerResponse response) {
    WireResponse answer = dispatcher.answer(read(request));
    response.status(answer.status());
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    answer.headers().forEach(response::header);
    response.send(answer.bytes());
  }

  private static WireRequest read(ServerRequest request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : request.headers()) {
      headers.put(header.headerName().lowerCase(), header.allValues());
    }
    byte[] body = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    return new WireRequest(
        request.prologue().method().text(),
        request.path().rawPath(),
        request.query().isEmpty() ? "" : request.query().rawValue(),
        headers,
        body);
  }

  /// The port that is really bound.
  public int port() {
    return server.port();
  }

  /// Stops to answer; requests under way are finished.
  @Override
  public void close() {
    server.stop();
  }
}
