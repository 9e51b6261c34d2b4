package dev.weir.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The structure of DESIGN: who may see whom, no package cycles, no forbidden names.
class ArchitectureTest {
  /// Module root packages and the module packages that each may use.
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("elb", List.of()),
          Map.entry("store", List.of("elb")),
          Map.entry("routing", List.of("elb")),
          Map.entry("proxy", List.of("elb", "routing")),
          Map.entry("aws", List.of("elb", "store")),
          Map.entry("planner", List.of("elb")),
          Map.entry("controller", List.of("planner", "elb")),
          Map.entry("kube", List.of()),
          Map.entry("console", List.of("elb")));

  private static JavaClasses weir;

  @BeforeAll
  static void readClasses() {
    weir =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weir");
  }

  @TestFactory
  Stream<DynamicTest> aModuleUsesOnlyWhatTheDesignAllows() {
    return MAY_USE.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey() + " uses only " + entry.getValue(),
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage("dev.weir." + entry.getKey() + "..")
                        .should()
                        .dependOnClassesThat(otherModulesThan(entry.getKey(), entry.getValue()))
                        .allowEmptyShould(true)
                        .check(weir)));
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.weir.(**)").should().beFreeOfCycles().check(weir);
  }

  @Test
  void noTypeHasANameThatSaysNothing() {
    classes()
        .that()
        .resideInAPackage("dev.weir..")
        .and()
        .areTopLevelClasses()
        .should()
        .haveNameNotMatching(
            ".*(Manager|Helper|Utils?|Impl|Data|Info|Processor)$|.*\\.(Abstract|Default)[A-Z].*")
        .check(weir);
  }

  @Test
  void noPackageIsADumpingGround() {
    noClasses()
        .that()
        .resideInAPackage("dev.weir..")
        .should()
        .resideInAnyPackage("..util..", "..common..", "..core..", "..shared..", "..impl..")
        .check(weir);
  }

  private static DescribedPredicate<JavaClass> otherModulesThan(
      String module, List<String> allowed) {
    return new DescribedPredicate<>("classes of other modules than " + allowed) {
      @Override
      public boolean test(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("dev.weir.")) {
          return false;
        }
        String other = name.substring("dev.weir.".length()).split("\\.")[0];
        return !other.equals(module) && !allowed.contains(other);
      }
    };
  }
}
