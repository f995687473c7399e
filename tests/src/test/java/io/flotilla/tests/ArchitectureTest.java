package io.flotilla.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which module and which package may use which: the arrows of the architecture page. */
class ArchitectureTest {
    private static final String ROOT = "io.flotilla.";

    /** Module (its package below the root) to the modules it may use. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "scheduler", Set.of(),
            "discovery", Set.of(),
            "dns", Set.of(),
            "compose", Set.of("scheduler"),
            "overlay", Set.of("discovery", "dns"),
            "proxy", Set.of("scheduler", "discovery", "dns", "compose", "overlay"));

    /** Packages of the manager from top to bottom; a package may use its own floor and what is below. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("cli"),
            Set.of("http", "api"),
            Set.of("cluster", "healing", "ha", "events"),
            Set.of("placement"),
            Set.of("engine"),
            Set.of("state", "transport"),
            Set.of("wire"),
            Set.of("failure"),
            Set.of("lifecycle"));

    private static final String TLS = "tls";
    private static final Set<String> TLS_USERS = Set.of("cli", "http", "transport");

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(Production.CLASSES);
    }

    private static String[] packages(String parent, Stream<String> names) {
        return names.map(name -> parent + name + "..").toArray(String[]::new);
    }

    @Test
    void theProductIsSeen() {
        assertThat(Production.CLASSES.size()).isGreaterThan(100);
        assertThat(Production.CLASSES.stream()
                        .map(type -> type.getPackageName().split("\\.", -1)[2])
                        .distinct())
                .as("a module that the rules do not know")
                .isSubsetOf(MODULES.keySet());
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
    }

    @TestFactory
    Stream<DynamicTest> modulesUseOnlyWhatTheyMay() {
        return MODULES.entrySet().stream()
                .map(module -> DynamicTest.dynamicTest(module.getKey(), () -> {
                    Stream<String> forbidden = MODULES.keySet().stream()
                            .filter(other -> !other.equals(module.getKey())
                                    && !module.getValue().contains(other));
                    check(noClasses()
                            .that()
                            .resideInAPackage(ROOT + module.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(packages(ROOT, forbidden)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> packagesOfTheManagerUseNothingAboveThem() {
        Map<String, List<String>> above = new LinkedHashMap<>();
        List<String> higher = new ArrayList<>();
        for (Set<String> floor : FLOORS) {
            floor.forEach(name -> above.put(name, List.copyOf(higher)));
            higher.addAll(floor);
        }
        return above.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> check(noClasses()
                                .that()
                                .resideInAPackage(ROOT + "proxy." + entry.getKey() + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(packages(ROOT + "proxy.", entry.getValue().stream())))));
    }

    @Test
    void everyPackageOfTheManagerHasItsFloor() {
        Set<String> known = Stream.concat(FLOORS.stream().flatMap(Set::stream), Stream.of(TLS))
                .collect(Collectors.toSet());
        assertThat(Production.CLASSES.stream()
                        .map(type -> type.getPackageName().split("\\.", -1))
                        .filter(parts -> parts[2].equals("proxy") && parts.length > 3)
                        .map(parts -> parts[3])
                        .distinct())
                .isSubsetOf(known);
    }

    @Test
    void tlsIsALeafWithFewUsers() {
        check(classes()
                .that()
                .resideInAPackage(ROOT + "proxy.tls..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", "org.jspecify..", ROOT + "proxy.tls.."));
        check(classes()
                .that()
                .resideInAPackage(ROOT + "proxy.tls..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage(packages(ROOT + "proxy.", Stream.concat(TLS_USERS.stream(), Stream.of(TLS)))));
    }

    @Test
    void theSchedulerNeedsNothingButJava() {
        check(classes()
                .that()
                .resideInAPackage(ROOT + "scheduler..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..", ROOT + "scheduler.."));
    }
}
