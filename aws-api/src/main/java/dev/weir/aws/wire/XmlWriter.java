package dev.weir.aws.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// Writes XML: the SDK's response objects as Query and EC2 Query have them, and single elements.
public final class XmlWriter {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String memberName;
  private final StringBuilder xml = new StringBuilder(1024);

  /// @param memberName what a member of a list is called: `member`, or `item` for EC2
  public XmlWriter(String memberName) {
    this.memberName = memberName;
  }

  public XmlWriter open(String name) {
    xml.append('<').append(name).append('>');
    return this;
  }

  public XmlWriter open(String name, String namespace) {
    xml.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  public XmlWriter close(String name) {
    xml.append("</").append(name).append('>');
    return this;
  }

  public XmlWriter element(String name, String text) {
    open(name);
    escape(text);
    return close(name);
  }

  /// What another writer has written.
  public XmlWriter raw(XmlWriter other) {
    xml.append(other.xml);
    return this;
  }

  /// The members of an object that are there, without an element around them.
  XmlWriter members(SdkPojo pojo) {
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        value(field.unmarshallLocationName(), field, value);
      }
    }
    return this;
  }

  private void value(String name, SdkField<?> field, Object value) {
    switch (value) {
      case SdkPojo pojo -> {
        open(name);
        members(pojo);
        close(name);
      }
      case Collection<?> list -> list(name, field.getTrait(ListTrait.class), list);
      case Map<?, ?> map -> map(name, field.getTrait(MapTrait.class), map);
      case Instant instant -> element(name, TIMESTAMP.format(instant));
      default -> element(name, Scalars.text(value));
    }
  }

  private void list(String name, ListTrait trait, Collection<?> list) {
    if (trait.isFlattened()) {
      list.forEach(member -> value(name, trait.memberFieldInfo(), member));
      return;
    }
    String member =
        trait.memberLocationName() == null || memberName.equals("item")
            ? memberName
            : trait.memberLocationName();
    open(name);
    list.forEach(each -> value(member, trait.memberFieldInfo(), each));
    close(name);
  }

  private void map(String name, MapTrait trait, Map<?, ?> map) {
    if (!trait.isFlattened()) {
      open(name);
    }
    String entry = trait.isFlattened() ? name : "entry";
    map.forEach((key, each) -> {
      open(entry);
      element(trait.keyLocationName(), String.valueOf(key));
      value(trait.valueLocationName(), trait.valueFieldInfo(), each);
      close(entry);
    });
    if (!trait.isFlattened()) {
      close(name);
    }
  }

  /// Characters that XML 1.0 has no form for are replaced.
  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\r' -> xml.append("&#xD;");
        case '\t', '\n' -> xml.append(c);
        default -> xml.append(c < 0x20 || c == 0xFFFE || c == 0xFFFF ? '\uFFFD' : c);
      }
    }
  }

  @Override
  public String toString() {
    return xml.toString();
  }
}
