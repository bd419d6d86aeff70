package org.rescueregistry.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.EntityId;
import picocli.CommandLine.Option;

/** Where an act belongs whose own registry does not answer, or is not to be believed. */
final class Home {
    @Option(
            names = "--home",
            paramLabel = "URL",
            converter = ValueReader.OfEntity.class,
            description =
                    "with --via, when its own registry does not answer: that registry (default: the only one that does not)")
    private @Nullable EntityId registry;

    @Option(
            names = "--log",
            paramLabel = "ORIGIN",
            description = "with --via: the name of its log (default: after the registry's address)")
    private @Nullable String log;

    /** Nothing is known of it but its place. */
    static Home of(EntityId registry) {
        Home home = new Home();
        home.registry = registry;
        return home;
    }

    EntityId registry(View view, Stopped dark) throws Stopped {
        if (registry != null) {
            return registry;
        }
        List<EntityId> silent = view.dark();
        if (silent.size() != 1) {
            throw dark.adding("; say with --home which registry it is of");
        }
        return silent.get(0);
    }

    String log(EntityId home) {
        return log == null ? usualLog(home) : log;
    }

    /** The origin that a registry gives its log. */
    static String usualLog(EntityId registry) {
        String url = registry.toString();
        return url.substring(url.indexOf("://") + 3) + "/log";
    }
}
