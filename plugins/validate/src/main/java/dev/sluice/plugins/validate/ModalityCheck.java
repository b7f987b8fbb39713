package dev.sluice.plugins.validate;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.plugins.validate.ValidateConfig.Modality;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether messages are made of what they may be made of. What this version does not know is none of it. */
record ModalityCheck(Set<Modality> allowed) implements Check<Prompt> {

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Message> messages = prompt.messages();
        for (int i = 0; i < messages.size(); i++) {
            for (Part part : messages.get(i).parts()) {
                check(part, "messages[" + i + "]", found);
            }
        }
    }

    private void check(Part part, String param, Violations found) {
        switch (part) {
            case Part.Media media -> check(modality(media.kind()), param, found);
            case Part.Unknown unknown -> refuse(Shown.of(unknown.type()), param, found);
            case Part.Text text -> check(Modality.TEXT, param, found);
            case Part.Reasoning reasoning -> check(Modality.TEXT, param, found);
            case Part.ToolCall call -> check(Modality.TEXT, param, found);
            case Part.ToolResult result -> check(Modality.TEXT, param, found);
        }
    }

    private void check(Modality modality, String param, Violations found) {
        if (!allowed.contains(modality)) {
            refuse(word(modality), param, found);
        }
    }

    private void refuse(String what, String param, Violations found) {
        String expected = allowed.stream().map(ModalityCheck::word).sorted().collect(Collectors.joining(", "));
        found.add(new Violation("modality_not_allowed", param, "parts of " + expected, what, "leave the part out"));
    }

    private static Modality modality(Part.Media.Kind kind) {
        return switch (kind) {
            case IMAGE -> Modality.IMAGE;
            case AUDIO -> Modality.AUDIO;
            case VIDEO -> Modality.VIDEO;
            case FILE -> Modality.FILE;
        };
    }

    private static String word(Modality modality) {
        return modality.name().toLowerCase(Locale.ROOT);
    }
}
