package io.flotilla.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Habits that hold everywhere: where a library may be used, who makes threads, which old classes are not used. */
class CodingRulesTest {
    private static final String ROOT = "io.flotilla.";

    /** Libraries to the only packages that may use them. */
    private static final Map<String, String[]> LIBRARIES = Map.of(
            "io.undertow..", new String[] {ROOT + "proxy.http..", ROOT + "overlay.driver.."},
            "org.xnio..", new String[] {ROOT + "proxy.http.."},
            "picocli..", new String[] {ROOT + "proxy.cli.."},
            "ch.qos.logback..", new String[] {ROOT + "proxy.cli.logging.."},
            "jnr..", new String[] {ROOT + "overlay.netlink.."},
            "org.xbill..", new String[] {ROOT + "dns.."},
            "org.kiwiproject..", new String[] {ROOT + "discovery.kv.consul.."},
            "io.etcd..", new String[] {ROOT + "discovery.kv.etcd.."},
            "org.apache.curator..", new String[] {ROOT + "discovery.kv.zookeeper.."},
            "com.fasterxml.jackson..", new String[] {ROOT + "proxy..", ROOT + "overlay..", ROOT + "compose.."});

    /** Who may have platform threads, and why. */
    private static final Map<String, String> PLATFORM_THREADS = Map.of(
            ROOT + "proxy.cli.JvmLifetime", "shutdown hooks must be platform threads",
            ROOT + "proxy.transport.HostLookup", "name look-ups block the thread that carries virtual ones",
            ROOT + "proxy.transport.Timers", "the one timer, which cuts connections whatever virtual threads do",
            ROOT + "overlay.netns", "network namespaces belong to threads of the operating system");

    private static final Set<String> OUTDATED = Set.of(
            "java.util.Date",
            "java.util.Calendar",
            "java.util.GregorianCalendar",
            "java.text.SimpleDateFormat",
            "java.util.Timer",
            "java.util.Vector",
            "java.util.Hashtable",
            "java.util.Stack",
            "java.util.StringTokenizer",
            "java.io.File",
            "java.net.HttpURLConnection");

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(Production.CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> librariesStayInTheirPackages() {
        return LIBRARIES.entrySet().stream()
                .map(library -> DynamicTest.dynamicTest(
                        library.getKey(),
                        () -> check(noClasses()
                                .that()
                                .resideOutsideOfPackages(library.getValue())
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(library.getKey()))));
    }

    @Test
    void onlyCommandsPrint() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + "proxy.cli..").should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void platformThreadsAreRare() {
        DescribedPredicate<CodeUnitCallTarget> makesPlatformThread = DescribedPredicate.describe(
                "Thread.ofPlatform or new Thread",
                target -> target.getOwner().isAssignableTo(Thread.class)
                        && (target.getName().equals("ofPlatform")
                                || target.getName().equals("<init>")));
        DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe(
                "in the list", type -> PLATFORM_THREADS.keySet().stream().anyMatch(type.getName()::startsWith));
        check(noClasses()
                .that(are(DescribedPredicate.not(allowed)))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "they make a platform thread", call -> makesPlatformThread.test(call.getTarget()))));
    }

    @Test
    void outdatedClassesAreNotUsed() {
        check(noClasses()
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe("are outdated", type -> OUTDATED.contains(type.getName())))
                .orShould()
                .dependOnClassesThat(are(resideInAnyPackage("java.util.logging..", "sun.."))));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(noClasses().should().haveSimpleNameEndingWith("Impl"));
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers)"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "proxy.cli..")
                .should()
                // Docker's own words for a node of a swarm are fine.
                .haveNameMatching(".*(?<!Swarm)Manager"));
    }

    @Test
    void packagesAreNullMarkedAndDocumented() {
        assertThat(Production.CLASSES.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(CodingRulesTest::isNullMarked);
    }

    private static void isNullMarked(JavaPackage found) {
        assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue();
    }
}
