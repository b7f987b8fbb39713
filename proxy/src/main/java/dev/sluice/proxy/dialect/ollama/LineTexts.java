package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Edits;

/**
 * The texts of a reply, fed to their channels line by line: a whole reply is one line that is the last. Tool calls are
 * numbered over the lines.
 */
final class LineTexts {
    private static final Channel THOUGHT = new Channel(0, Kind.REASONING, 0);
    private final Form form;
    private final ChannelTexts texts;
    private int calls;

    LineTexts(Form form, ChannelTexts texts) {
        this.form = form;
        this.texts = texts;
    }

    /**
     * Maps a line.
     *
     * @param line as it came
     * @param last whether it is the last one, so that what was held back leaves with it
     */
    Obj map(Obj line, boolean last) {
        Obj holder = form.holder(line);
        Obj said = holder == null && last ? form.nothing() : holder;
        if (said == null) {
            return line;
        }
        Obj mapped = Edits.members(
                said,
                (name, value) -> name.equals(form.words())
                        ? Edits.text(value, text -> texts.next(Channel.content(), text))
                        : other(name, value));
        if (last) {
            mapped = released(mapped, Form.THINKING, THOUGHT);
            mapped = released(mapped, form.words(), Channel.content());
        }
        if (mapped == said) {
            return line;
        }
        Obj written = form == Form.CHAT ? line.with(Form.MESSAGE, mapped) : mapped;
        return written.without("logprobs"); // They spell the text again.
    }

    private Json other(String name, Json value) {
        return switch (name) {
            case Form.THINKING -> Edits.text(value, text -> texts.next(THOUGHT, text));
            case Form.CALLS -> Edits.eachObject(value, this::call);
            default -> value;
        };
    }

    private Obj call(Obj call) {
        Channel channel = new Channel(0, Kind.TOOL_ARGUMENTS, calls++);
        return call.update(
                "function",
                function -> Edits.object(
                        function,
                        called -> called.update("arguments", arguments -> Documents.edit(arguments, texts, channel))));
    }

    private Obj released(Obj said, String member, Channel channel) {
        String held = texts.end(channel);
        String here = said.text(member);
        return held.isEmpty() ? said : said.with(member, here == null ? held : here + held);
    }
}
