package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.rescueregistry.docs.DrawnArchitecture.Row;

/** Holds the classes to the table in {@code docs/architecture.md}, and the table to the classes. */
class ArchitectureTest {
    private final DrawnArchitecture drawn = DrawnArchitecture.read();

    @Test
    void namesOnlyPackagesThatAnArrowLeadsTo() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : OurClasses.ALL) {
            String from = drawn.nameOf(type.getPackageName());
            Row row = drawn.rows().get(from);
            if (row == null) {
                continue; // reported by drawsEveryPackageThatIsThereAndNoOther
            }
            OurClasses.namedBy(type)
                    .filter(named -> named.getPackageName().startsWith(DrawnArchitecture.ROOT_PACKAGE))
                    .filter(named -> !named.getPackageName().equals(type.getPackageName()))
                    .forEach(named -> {
                        String to = drawn.nameOf(named.getPackageName());
                        if (!to.equals(from) && !row.mayName().contains(to)) {
                            wrong.add(type.getName() + " names " + named.getName() + ", but no arrow leads from " + from
                                    + " to " + to);
                        }
                    });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void drawsEveryPackageThatIsThereAndNoOther() {
        Set<String> there = new TreeSet<>();
        OurClasses.packages().forEach((name, module) -> there.add(module + " " + drawn.nameOf(name)));
        Set<String> table = new TreeSet<>();
        drawn.rows().forEach((name, row) -> table.add(row.module() + " " + name));
        assertThat(table).as("packages in architecture.md").isEqualTo(there);
    }

    @Test
    void marksEveryPackageAsNullSafe() {
        Set<String> unmarked = new TreeSet<>();
        for (String name : OurClasses.packages().keySet()) {
            JavaPackage javaPackage = OurClasses.ALL.getPackage(name);
            if (!javaPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(name + " needs a package-info.java with @NullMarked and its purpose");
            }
        }
        assertThat(unmarked).isEmpty();
    }
}
