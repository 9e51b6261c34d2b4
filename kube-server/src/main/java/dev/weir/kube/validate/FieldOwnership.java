package dev.weir.kube.validate;

import dev.weir.kube.patch.ServerSideApply;
import dev.weir.kube.schema.Schemas;
import dev.weir.kube.store.Admission;
import java.time.Clock;

/// Records who wrote which fields, for writes that name their manager. The last step of admission.
public final class FieldOwnership implements Admission {
  private final Schemas schemas;
  private final Clock clock;

  public FieldOwnership(Schemas schemas, Clock clock) {
    this.schemas = schemas;
    this.clock = clock;
  }

  @Override
  public void admit(Write write) {
    if (write.options().manager().isEmpty()) {
      return;
    }
    ServerSideApply.trackUpdate(
        write.before(),
        write.object(),
        schemas.of(write.type()),
        new ServerSideApply.Manager(
            write.options().manager(), write.type().apiVersion(), write.status() ? "status" : ""),
        clock);
  }
}
