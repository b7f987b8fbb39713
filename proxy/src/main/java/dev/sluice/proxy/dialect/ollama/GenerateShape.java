package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** The request of {@code /api/generate}: instructions, and a prompt that may go on behind the answer. */
final class GenerateShape implements PromptShape {
    private static final String SYSTEM = "system";
    private static final String PROMPT = "prompt";
    private static final String SUFFIX = "suffix";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        if (body.text(SYSTEM) != null) {
            messages.add(Message.of(Role.SYSTEM, Texts.orEmpty(body.text(SYSTEM))));
        }
        List<Part> parts = new ArrayList<>();
        for (String name : List.of(PROMPT, SUFFIX)) {
            if (body.text(name) != null) {
                parts.add(new Part.Text(Texts.orEmpty(body.text(name))));
            }
        }
        Messages.images(body.get("images")).forEach(parts::add);
        messages.add(new Message(Role.USER, parts));
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return List.of();
    }

    @Override
    public Parameters parameters(Obj body) {
        return Options.read(body);
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case SYSTEM, "template" -> Edits.text(value, text -> mapper.map(Role.SYSTEM, TextKind.CONTENT, text));
            case PROMPT, SUFFIX -> Edits.text(value, text -> mapper.map(Role.USER, TextKind.CONTENT, text));
            default -> value;
        });
    }

    /** Words go to the instructions, or before or behind the prompt. */
    @Override
    public Obj plus(Obj body, Message message, Place place) {
        String name = message.role() == Role.SYSTEM ? SYSTEM : PROMPT;
        String known = body.text(name);
        String words = message.text();
        boolean before = (place != Place.LAST && message.role() != Role.SYSTEM) || place == Place.FIRST;
        String joined = known == null || known.isEmpty() ? words : before ? words + "\n" + known : known + "\n" + words;
        return body.with(name, joined);
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return Options.write(body, from, to);
    }
}
