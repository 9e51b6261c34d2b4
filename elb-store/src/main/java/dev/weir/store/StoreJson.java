package dev.weir.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weir.elb.Arn;
import dev.weir.elb.RuleAction;
import dev.weir.elb.RuleCondition;
import dev.weir.elb.RuleTransform;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Stored objects as JSON. The form is internal: it changes only so that old journals stay
/// readable.
final class StoreJson {
  private final JsonMapper json =
      JsonMapper.builder()
          .addMixIn(Arn.class, ArnForm.class)
          .addMixIn(RuleAction.class, ActionForm.class)
          .addMixIn(RuleCondition.class, ConditionForm.class)
          .addMixIn(RuleTransform.class, TransformForm.class)
          .build();
  private final Map<String, Table<?>> tables = new HashMap<>();

  StoreJson() {
    Tables.ALL.forEach(table -> tables.put(table.name(), table));
  }

  JournalEntry entry(long revision, Map<JournalEntry.Key, @Nullable Object> writes) {
    Map<JournalEntry.Key, @Nullable String> texts = new java.util.LinkedHashMap<>();
    writes.forEach(
        (key, value) -> texts.put(key, value == null ? null : json.writeValueAsString(value)));
    return new JournalEntry(revision, texts);
  }

  /// Everything in the state as one entry.
  JournalEntry whole(StoreState state) {
    Map<JournalEntry.Key, @Nullable Object> writes = new java.util.LinkedHashMap<>();
    for (Table<?> table : Tables.ALL) {
      state
          .all(table)
          .forEach((key, value) -> writes.put(new JournalEntry.Key(table.name(), key), value));
    }
    return entry(state.revision(), writes);
  }

  /// The state that all these entries lead to.
  StoreState replay(Iterable<JournalEntry> entries) {
    Map<JournalEntry.Key, @Nullable String> last = new HashMap<>();
    long revision = 0;
    for (JournalEntry entry : entries) {
      last.putAll(entry.writes());
      revision = entry.revision();
    }
    Map<Table<?>, TreeMap<String, ?>> contents = new HashMap<>();
    last.forEach((key, text) -> add(contents, key, text));
    return StoreState.EMPTY.with(revision, contents);
  }

  private void add(
      Map<Table<?>, TreeMap<String, ?>> contents, JournalEntry.Key key, @Nullable String text) {
    Table<?> table = tables.get(key.table());
    if (table == null) {
      throw new JournalException(
          "The journal holds '"
              + key.table()
              + "', which this version does not know. It was written by a newer version");
    }
    if (text != null) {
      read(contents, table, key, text);
    }
  }

  @SuppressWarnings("unchecked") // a table's map holds values of the table's type
  private <V> void read(
      Map<Table<?>, TreeMap<String, ?>> contents,
      Table<V> table,
      JournalEntry.Key key,
      String text) {
    ((TreeMap<String, V>) contents.computeIfAbsent(table, t -> new TreeMap<String, V>()))
        .put(key.key(), value(table, key, text));
  }

  private <V> V value(Table<V> table, JournalEntry.Key key, String text) {
    try {
      return json.readValue(text, table.type());
    } catch (JacksonException e) {
      throw new JournalException(
          "The journal holds '"
              + key.key()
              + "' of '"
              + key.table()
              + "' in a form that this version does not know ("
              + e.getOriginalMessage()
              + "). It was written by a newer version",
          e);
    }
  }

  private interface ArnForm {
    @JsonValue
    String value();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Arn of(String value) {
      throw new UnsupportedOperationException(value);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RuleAction.Forward.class, name = "forward"),
    @JsonSubTypes.Type(value = RuleAction.Redirect.class, name = "redirect"),
    @JsonSubTypes.Type(value = RuleAction.FixedResponse.class, name = "fixed-response"),
    @JsonSubTypes.Type(value = RuleAction.AuthenticateOidc.class, name = "authenticate-oidc"),
    @JsonSubTypes.Type(value = RuleAction.AuthenticateCognito.class, name = "authenticate-cognito"),
    @JsonSubTypes.Type(value = RuleAction.JwtValidation.class, name = "jwt-validation")
  })
  private interface ActionForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RuleCondition.HostHeader.class, name = "host-header"),
    @JsonSubTypes.Type(value = RuleCondition.PathPattern.class, name = "path-pattern"),
    @JsonSubTypes.Type(value = RuleCondition.HttpHeader.class, name = "http-header"),
    @JsonSubTypes.Type(value = RuleCondition.HttpRequestMethod.class, name = "http-request-method"),
    @JsonSubTypes.Type(value = RuleCondition.QueryString.class, name = "query-string"),
    @JsonSubTypes.Type(value = RuleCondition.SourceIp.class, name = "source-ip")
  })
  private interface ConditionForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RuleTransform.HostHeaderRewrite.class, name = "host-header-rewrite"),
    @JsonSubTypes.Type(value = RuleTransform.UrlRewrite.class, name = "url-rewrite")
  })
  private interface TransformForm {}
}
