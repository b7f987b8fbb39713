package dev.sluice.plugins.record;

import dev.sluice.api.Masking;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what one record keeps of one body: masked first, then cut. For one use. */
final class Contents {

    /** More than is kept, so that what a pattern matches at the border is there as a whole; in characters. */
    static final int MARGIN = 1024;

    private final Masking masking;
    private final List<String> drop;
    private final JsonOut out;
    private int room;
    private boolean truncated;

    Contents(Masking masking, List<String> drop, int room, JsonOut out) {
        this.masking = masking;
        this.drop = drop;
        this.room = room;
        this.out = out;
    }

    /** Says whether anything was cut. */
    void end() {
        if (truncated) {
            out.name(Field.TRUNCATED).truth(true);
        }
    }

    /** The texts of a request. */
    void prompt(PromptLens lens, Obj body) {
        out.name(Field.TEXTS).open('[');
        lens.read(body).mapText((role, kind, text) -> {
            if (room > 0) {
                out.open('{').name(Field.ROLE).text(word(role));
                out.name(Field.KIND).text(word(kind));
                out.name(Field.TEXT).text(kept(text));
                out.close('}');
            } else {
                truncated = true;
            }
            return text;
        });
        out.close(']');
    }

    /** The texts of a whole reply. */
    void reply(ReplyLens lens, Obj body) {
        Texts texts = new Texts(room + MARGIN);
        lens.mapTexts(body, new ChannelTexts(texts));
        channels(texts.byChannel(), texts.truncated());
    }

    /** The texts of a stream. */
    void channels(Map<Channel, String> channels, boolean cut) {
        out.name(Field.TEXTS).open('[');
        channels.forEach((channel, text) -> {
            out.open('{').name(Field.CHOICE).number(channel.choice());
            out.name(Field.KIND).text(word(channel.kind()));
            out.name(Field.PART).number(channel.part());
            out.name(Field.TEXT).text(kept(text));
            out.close('}');
        });
        out.close(']');
        truncated |= cut;
    }

    /** The events of a stream as they came. */
    void events(String events, boolean cut) {
        out.name(Field.EVENTS).text(kept(events));
        truncated |= cut;
    }

    /** All of a body. */
    void body(Obj body) {
        out.name(Field.BODY).json(masked(dropped(body)));
    }

    private Json dropped(Obj body) {
        Json left = body;
        for (String pointer : drop) {
            left = Drop.from(left, pointer);
        }
        return left;
    }

    private Json masked(Json json) {
        return switch (json) {
            case Str text -> same(text, masking.mask(text.value()));
            case Arr list -> list.map(this::masked);
            case Obj object -> maskedObject(object);
            default -> json;
        };
    }

    private Obj maskedObject(Obj object) {
        Obj changed = object;
        for (Member member : object) {
            Json hidden = masked(member.value());
            changed = hidden == member.value() ? changed : changed.with(member.name(), hidden);
        }
        return changed;
    }

    private static Str same(Str text, String masked) {
        return masked.equals(text.value()) ? text : Json.of(masked);
    }

    private String kept(String text) {
        return cut(masking.mask(text));
    }

    private String cut(String text) {
        int length = Math.min(room, text.length());
        if (length < text.length()) {
            truncated = true;
            length -= length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? 1 : 0;
        }
        room -= length;
        return text.substring(0, length);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
