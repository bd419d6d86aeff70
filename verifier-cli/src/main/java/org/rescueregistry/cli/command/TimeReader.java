package org.rescueregistry.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as people write it: {@code 2026-11-18T10:26:40Z} (RFC 3339), or the seconds since 1970, {@code 1795000000}. */
final class TimeReader implements ITypeConverter<Instant> {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    @Override
    public Instant convert(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time such as 2026-11-18T10:26:40Z, nor seconds since 1970");
        }
    }
}
