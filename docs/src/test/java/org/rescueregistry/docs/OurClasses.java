package org.rescueregistry.docs;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The compiled main classes of every module, and what they name. */
final class OurClasses {
    private static final List<String> MODULES = List.of("sdk", "trust-anchors", "registry-server", "verifier-cli");

    static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> Repository.ROOT.resolve(module).resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList())
            // The pages' templates are compiled to classes that nobody writes.
            .that(JavaClass.Predicates.resideInAPackage(DrawnArchitecture.ROOT_PACKAGE + "."));

    private OurClasses() {}

    /** Each package that holds a class, with the module it is in. */
    static Map<String, String> packages() {
        Map<String, String> packages = new TreeMap<>();
        for (JavaClass type : ALL) {
            Path file = Path.of(type.getSource().orElseThrow().getUri());
            packages.put(
                    type.getPackageName(),
                    Repository.ROOT.relativize(file).getName(0).toString());
        }
        return packages;
    }

    /** Every type that {@code type} names anywhere: in a signature, a body, an annotation, an array. */
    static Stream<JavaClass> namedBy(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType);
    }

    /** Every method, constructor and field that {@code type} calls, refers to or reads: {@code java.time.Instant.now()}. */
    static Stream<String> usedBy(JavaClass type) {
        return type.getAccessesFromSelf().stream().map(JavaAccess::getTarget).map(target -> target.getFullName());
    }
}
