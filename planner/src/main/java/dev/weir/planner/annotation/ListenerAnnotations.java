package dev.weir.planner.annotation;

import dev.weir.planner.annotation.Annotation.Merge;
import dev.weir.planner.annotation.Annotation.Type;
import dev.weir.planner.annotation.Annotation.Where;
import java.util.List;

/// Annotations: ports, certificates and TLS.
public final class ListenerAnnotations {

  public static final Annotation LISTEN_PORTS =
      new Annotation(
          Annotation.INGRESS_PREFIX + "listen-ports",
          Type.JSON,
          "HTTPS 443 with explicit certificates, else HTTP 80",
          Where.INGRESS,
          Merge.MERGED,
          "[{\"HTTP\": 80}, {\"HTTPS\": 443}]",
          "The ports of the load balancer that serve the Ingress.");

  public static final Annotation SSL_REDIRECT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "ssl-redirect",
          Type.INT32,
          "off",
          Where.INGRESS,
          Merge.EXCLUSIVE,
          "443",
          "Makes every HTTP listener redirect to this HTTPS port.");

  public static final Annotation CERTIFICATE_ARN =
      new Annotation(
          Annotation.INGRESS_PREFIX + "certificate-arn",
          Type.STRING_LIST,
          "discovered by host",
          Where.INGRESS,
          Merge.MERGED,
          "arn:aws:acm:eu-west-1:1:certificate/1",
          "Certificates of the HTTPS listeners; the first is the default one.");

  public static final Annotation SSL_POLICY =
      new Annotation(
          Annotation.INGRESS_PREFIX + "ssl-policy",
          Type.STRING,
          "the flag default-ssl-policy (ELBSecurityPolicy-2016-08)",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_PORT,
          "ELBSecurityPolicy-TLS13-1-2-2021-06",
          "The TLS policy of the HTTPS listeners.");

  public static final Annotation MUTUAL_AUTHENTICATION =
      new Annotation(
          Annotation.INGRESS_PREFIX + "mutual-authentication",
          Type.JSON,
          "off",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_PORT,
          "[{\"port\": 443, \"mode\": \"verify\", \"trustStore\": \"my-store\"}]",
          "How HTTPS listeners treat client certificates.");

  public static final Annotation LISTENER_ATTRIBUTES =
      new Annotation(
          Annotation.INGRESS_PREFIX + "listener-attributes.",
          Type.STRING_MAP,
          "none",
          Where.INGRESS,
          Merge.EXCLUSIVE_PER_KEY,
          "routing.http.response.server.enabled=false",
          "Attributes of the listener PROTOCOL-port, such as listener-attributes.HTTPS-443.");

  public static final Annotation CREATE_ACM_CERT =
      new Annotation(
          Annotation.INGRESS_PREFIX + "create-acm-cert",
          Type.BOOL,
          "false",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "true",
          "Requests a certificate for the hosts; needs gate EnableCertificateManagement.");

  public static final Annotation ACM_PCA_ARN =
      new Annotation(
          Annotation.INGRESS_PREFIX + "acm-pca-arn",
          Type.STRING,
          "the flag default-pca-arn",
          Where.INGRESS,
          Merge.PER_OBJECT,
          "arn:aws:acm-pca:eu-west-1:1:certificate-authority/1",
          "The private CA that issues the requested certificate.");

  static final List<Annotation> ALL =
      List.of(
          LISTEN_PORTS,
          SSL_REDIRECT,
          CERTIFICATE_ARN,
          SSL_POLICY,
          MUTUAL_AUTHENTICATION,
          LISTENER_ATTRIBUTES,
          CREATE_ACM_CERT,
          ACM_PCA_ARN);

  private ListenerAnnotations() {}
}
