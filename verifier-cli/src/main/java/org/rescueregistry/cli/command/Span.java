package org.rescueregistry.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as people write it: {@code 30d}, {@code 72h}, {@code 15m}, {@code 40s}. */
final class Span implements ITypeConverter<Duration> {
    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,8})([dhms])");

    @Override
    public Duration convert(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("'" + text + "' is no length of time such as 30d, 72h, 15m or 40s");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
