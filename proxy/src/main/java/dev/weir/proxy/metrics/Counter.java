package dev.weir.proxy.metrics;

/// What is counted, named after the metrics of CloudWatch's namespace AWS/ApplicationELB.
enum Counter {
  REQUEST_COUNT("request_count", "Requests for which a target could be chosen"),
  NEW_CONNECTION_COUNT("new_connection_count", "Connections that clients opened"),
  CLOSED_CONNECTION_COUNT("closed_connection_count", "Connections of clients that ended"),
  CLIENT_TLS_NEGOTIATION_ERROR_COUNT(
      "client_tls_negotiation_error_count", "TLS handshakes of clients that failed"),
  PROCESSED_BYTES("processed_bytes", "Bytes from and to clients"),
  GRPC_REQUEST_COUNT("grpc_request_count", "gRPC requests"),
  HTTP_FIXED_RESPONSE_COUNT("http_fixed_response_count", "Fixed responses"),
  HTTP_REDIRECT_COUNT("http_redirect_count", "Redirects"),
  HTTP_REDIRECT_URL_LIMIT_EXCEEDED_COUNT(
      "http_redirect_url_limit_exceeded_count", "Redirects whose location was over 8 KB"),
  HTTP_CODE_ELB_2XX("httpcode_elb_2xx_count", "2xx answers of the load balancer itself"),
  HTTP_CODE_ELB_3XX("httpcode_elb_3xx_count", "3xx answers of the load balancer itself"),
  HTTP_CODE_ELB_4XX("httpcode_elb_4xx_count", "4xx answers of the load balancer itself"),
  HTTP_CODE_ELB_5XX("httpcode_elb_5xx_count", "5xx answers of the load balancer itself"),
  HTTP_CODE_ELB_500("httpcode_elb_500_count", "500 answers of the load balancer itself"),
  HTTP_CODE_ELB_502("httpcode_elb_502_count", "502 answers of the load balancer itself"),
  HTTP_CODE_ELB_503("httpcode_elb_503_count", "503 answers of the load balancer itself"),
  HTTP_CODE_ELB_504("httpcode_elb_504_count", "504 answers of the load balancer itself"),
  HTTP_CODE_TARGET_2XX("httpcode_target_2xx_count", "2xx answers of targets"),
  HTTP_CODE_TARGET_3XX("httpcode_target_3xx_count", "3xx answers of targets"),
  HTTP_CODE_TARGET_4XX("httpcode_target_4xx_count", "4xx answers of targets"),
  HTTP_CODE_TARGET_5XX("httpcode_target_5xx_count", "5xx answers of targets"),
  TARGET_CONNECTION_ERROR_COUNT(
      "target_connection_error_count", "Connections to targets that could not be made"),
  DESYNC_NON_COMPLIANT_REQUEST_COUNT(
      "desync_mitigation_mode_non_compliant_request_count",
      "Requests that do not comply with RFC 9112"),
  DROPPED_INVALID_HEADER_REQUEST_COUNT(
      "dropped_invalid_header_request_count",
      "Requests whose header fields with invalid names were left out"),
  FORWARDED_INVALID_HEADER_REQUEST_COUNT(
      "forwarded_invalid_header_request_count",
      "Requests whose header fields with invalid names went on"),
  IPV6_REQUEST_COUNT("ipv6_request_count", "Requests over IPv6"),
  IPV6_PROCESSED_BYTES("ipv6_processed_bytes", "Bytes from and to clients over IPv6"),
  RULE_EVALUATIONS("rule_evaluations", "Requests whose rule was searched"),
  ELB_AUTH_FAILURE("elb_auth_failure", "Sign-ins that were refused"),
  ELB_AUTH_ERROR("elb_auth_error", "Sign-ins that failed for an internal reason"),
  JWT_VALIDATION_FAILURE_COUNT("jwt_validation_failure_count", "Tokens that were not valid");

  final String metric;
  final String help;

  Counter(String metric, String help) {
    this.metric = metric;
    this.help = help;
  }

  static Counter ofElbClass(int status) {
    return switch (status / 100) {
      case 2 -> HTTP_CODE_ELB_2XX;
      case 3 -> HTTP_CODE_ELB_3XX;
      case 4 -> HTTP_CODE_ELB_4XX;
      default -> HTTP_CODE_ELB_5XX;
    };
  }

  static Counter ofTargetClass(int status) {
    return switch (status / 100) {
      case 2 -> HTTP_CODE_TARGET_2XX;
      case 3 -> HTTP_CODE_TARGET_3XX;
      case 4 -> HTTP_CODE_TARGET_4XX;
      default -> HTTP_CODE_TARGET_5XX;
    };
  }
}
