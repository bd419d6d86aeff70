package org.rescueregistry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compiles every Java snippet of README and the documents, so that none shows what is not there. */
class SnippetsTest {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```java([^\\n]*)\\n(.*?)^```[ \\t]*$");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;[ \\t]*$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^((public|final|abstract|sealed) )*(class|record|interface|enum|@interface) ");

    @TempDir
    private Path classes;

    /** {@code where} is the document and the line its code begins on. */
    private record Snippet(String where, String code) {}

    @TestFactory
    Stream<DynamicTest> compilesEverySnippet() throws IOException {
        return snippets().stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.where(),
                        () -> assertThat(compile(snippet.code())).isEmpty()));
    }

    @Test
    void refusesASnippetThatDoesNotCompile() {
        assertThat(compile("String text = 7;\n")).hasSize(1).first().asString().contains("line 1");
        assertThat(compile("import java.util.List;\n\nList<String> names = List.of();\n"))
                .isEmpty();
        assertThat(compile("record Pair(int a, int b) {}\n")).isEmpty();
    }

    private static List<Snippet> snippets() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(Repository.ROOT);
                Stream<Path> docs = Files.walk(Repository.ROOT.resolve("docs"))) {
            Stream.concat(top, docs.filter(path -> !path.startsWith(Repository.ROOT.resolve("docs/target"))))
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(documents::add);
        }
        List<Snippet> snippets = new ArrayList<>();
        for (Path document : documents) {
            String text = Files.readString(document);
            for (Matcher fence = FENCE.matcher(text); fence.find(); ) {
                long line = text.substring(0, fence.start(2)).lines().count() + 1;
                String where = Repository.ROOT.relativize(document) + ":" + line;
                assertThat(fence.group(1))
                        .as("words after ```java at %s: every snippet is compiled", where)
                        .isBlank();
                snippets.add(new Snippet(where, fence.group(2)));
            }
        }
        return snippets;
    }

    /** What the compiler says against {@code code}: a whole file, or statements with their imports. */
    private List<String> compile(String code) {
        String unit = code;
        if (!TYPE.matcher(code).find()) {
            // Imports keep their lines, so that the line the compiler names is the snippet's.
            StringBuilder imports = new StringBuilder();
            Matcher each = IMPORT.matcher(code);
            while (each.find()) {
                imports.append(each.group().strip()).append(' ');
            }
            unit = imports + "final class Snippet { void run() throws Exception { " + each.replaceAll("") + "} }";
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, List.of(new Source(unit)))
                .call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> "line " + diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String code) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
