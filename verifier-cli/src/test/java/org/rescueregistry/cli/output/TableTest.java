package org.rescueregistry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.Json;

class TableTest {
    private static String printed(Page page, OutputFormat format, boolean colour) {
        StringWriter out = new StringWriter();
        page.print(new PrintWriter(out), format, colour);
        return out.toString();
    }

    @Test
    void countsColumnsOfWideAndCombiningCharacters() {
        assertThat(ColumnWidth.of("abc")).isEqualTo(3);
        assertThat(ColumnWidth.of("蓝舟救援")).isEqualTo(8);
        assertThat(ColumnWidth.of("ＲＲ")).isEqualTo(4);
        assertThat(ColumnWidth.of("กู้ภัย")).isEqualTo(3);
        assertThat(ColumnWidth.of("ខ្មែរ")).isEqualTo(4);
        assertThat(ColumnWidth.of("မြန်မာ")).isEqualTo(5);
        assertThat(ColumnWidth.of("\u2068الصليب\u2069")).isEqualTo(6);
        assertThat(ColumnWidth.of("e\u0301")).isEqualTo(1);
    }

    @Test
    void keepsColumnsUnderEachOtherInEveryScript() {
        Table table = new Table("NAME", "STATUS")
                .row("蓝舟救援", "active")
                .row("Blue Boat", "revoked")
                .row("الصليب", "active");
        String text = printed(new Page(Json.object().build()).table(table), OutputFormat.TABLE, false);
        assertThat(text.lines().skip(1))
                .containsExactly(
                        "NAME       STATUS", "蓝舟救援   active", "Blue Boat  revoked", "\u2068الصليب\u2069     active");
    }

    @Test
    void aCellCannotBreakOutOfItsRow() {
        Table table = new Table("A", "B").row("x\ny\u001b[2J", "z");
        String text = printed(new Page(Json.object().build()).table(table), OutputFormat.TABLE, false);
        assertThat(text.lines().skip(1)).containsExactly("A       B", "x y[2J  z");
    }

    @Test
    void coloursOnlyWhenAskedAndNeverJson() {
        Page page = new Page(Json.object().put("a", 1).build()).headline(Tone.BAD, "refuted");
        assertThat(printed(page, OutputFormat.TABLE, false)).isEqualTo("refuted\n");
        assertThat(printed(page, OutputFormat.TABLE, true)).isEqualTo("\u001b[31mrefuted\u001b[0m\n");
        assertThat(printed(page, OutputFormat.JSON, true)).isEqualTo("{\"a\":1}\n");
    }
}
