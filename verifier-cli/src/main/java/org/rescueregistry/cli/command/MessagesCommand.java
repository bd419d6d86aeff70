package org.rescueregistry.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Table;
import org.rescueregistry.sdk.Messages;
import org.rescueregistry.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rescue messages}. */
@Command(
        name = "messages",
        description = {
            "List the words that badges and reasons are put into, for who translates and proofreads them.",
            "Needs no registry. Always ends with 0."
        })
public final class MessagesCommand extends RescueCommand {
    @Option(names = "--unread", description = "only those that no native speaker has read as they stand now")
    private boolean unread;

    @Option(names = "--language", paramLabel = "TAG", description = "only one language: en, zh-Hans, zh-Hant, th")
    private String language = "";

    public MessagesCommand(World world) {
        super(world);
    }

    @Override
    ExitCode run() throws Stopped {
        if (!language.isEmpty() && !Messages.LOCALES.contains(language)) {
            throw new Stopped(StopCode.BAD_OPTION, "--language is one of " + String.join(", ", Messages.LOCALES));
        }
        List<Messages.Message> all = unread ? Messages.unread() : Messages.all();
        Table table = new Table("LANGUAGE", "ID", "MESSAGE");
        List<Json> items = new ArrayList<>();
        for (Messages.Message message : all) {
            if (language.isEmpty() || language.equals(message.locale())) {
                table.row(message.locale(), message.id(), message.pattern());
                items.add(Json.object()
                        .put("id", message.id())
                        .put("language", message.locale())
                        .put("message", message.pattern())
                        .build());
            }
        }
        Json.Obj data = Json.object().put("messages", Json.array(items)).build();
        String which = unread ? " messages that no native speaker has read" : " messages";
        print(new Page(data).line(items.size() + which).table(table));
        return ExitCode.VERIFIED;
    }
}
